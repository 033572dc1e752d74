package io.isequencer.cli.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.laboratory.TemporaryDirectory;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.engine.EngineAdapter;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.storage.contract.Engine;
import io.isequencer.storage.contract.EngineRule;
import io.isequencer.storage.contract.EngineSuite;
import io.isequencer.storage.contract.EngineSuite.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code oracle engine}: judges a storage or a log behind an adapter. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        header = "Judges a storage and a log behind an adapter, in any language.",
        description = {
            "",
            "Starts COMMAND and speaks the protocol of conformance/ENGINES.md with it: the adapter offers the two ports "
                    + "of a sequencer, SequenceStorage and EventLog; the oracle races, tears and repeats calls, "
                    + "and reopens and kills the engine.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "   0:each rule that was judged is kept",
            "   1:a rule is broken",
            "   5:" + CheckEnd.BROKE_PROTOCOL,
            "  64:the command line is wrong",
            "  66:the adapter cannot be started"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer oracle engine -- python3 conformance/engines/sqlite_engine.py",
            "  ./isequencer oracle engine --json -- ./my-engine"
        })
@Exits({ExitCode.VIOLATION, ExitCode.ADAPTER, ExitCode.VACUOUS, ExitCode.MISSING_FILE})
public final class EngineCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = CheckPlan.USUAL_PATIENCE_MS / 1_000 + "s",
            converter = Patience.class,
            description = "How long a reply may take, as 500ms, 10s or 1m; the first one, for which the adapter has to"
                    + " start, three times as long. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The adapter and its arguments, after --.")
    private List<String> command;

    public EngineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (EngineAdapter adapter = start(TemporaryDirectory.create("isequencer-engine-"))) {
            adapter.unknownCapabilities()
                    .forEach(id -> terminal.tell("capability is not known, its rules are not judged: capability="
                            + Escaped.printable(id) + "; known: reopen, shared"));
            List<Finding> findings = new ArrayList<>();
            if (adapter.has("storage")) {
                judge(adapter, EngineSuite.STORAGE, adapter.storage(), findings);
            }
            if (adapter.has("log")) {
                judge(adapter, EngineSuite.LOG, adapter.log(), findings);
            }
            Set<EngineRule> broken = new TreeSet<>();
            findings.stream()
                    .filter(finding -> finding.broken() != null)
                    .forEach(finding -> broken.add(finding.rule()));
            ExitCode exit = broken.isEmpty() ? ExitCode.OK : ExitCode.VIOLATION;
            if (json) {
                terminal.print(tree(adapter, findings, exit).toString());
            } else {
                terminal.print(summary(adapter, findings, broken));
                terminal.print("exit         " + exit.code() + ", "
                        + (broken.isEmpty() ? "each rule that was judged is kept" : "a rule is broken"));
            }
            return exit.code();
        }
    }

    private EngineAdapter start(Path directory) {
        try {
            return new EngineAdapter(() -> ProcessChannel.start(command), directory.toString(), patience.toMillis());
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.MISSING_FILE, "the adapter must be a program that can be started: " + e.getMessage(), e);
        } catch (VerdictException e) {
            throw new CliException(
                    ExitCode.ADAPTER,
                    "the adapter must introduce itself as in conformance/ENGINES.md: " + e.getMessage(),
                    e);
        }
    }

    private <P extends AutoCloseable> void judge(
            EngineAdapter adapter, EngineSuite<P> suite, Engine<P> engine, List<Finding> findings) {
        for (String scenario : suite.scenarios(engine)) {
            Finding finding = suite.judge(engine, scenario);
            VerdictException broken = adapter.broken();
            if (broken != null) {
                throw new CliException(
                        ExitCode.ADAPTER,
                        "the adapter must keep to conformance/ENGINES.md, in '" + scenario + "': "
                                + broken.getMessage(),
                        broken);
            }
            boolean isTold =
                    findings.stream().anyMatch(other -> other.broken() != null && other.rule() == finding.rule());
            findings.add(finding);
            if (!json) {
                terminal.print(String.format(
                        Locale.ROOT,
                        "%-5s %-4s %s",
                        finding.broken() == null ? "PASS" : "FAIL",
                        finding.rule(),
                        finding.scenario()));
                if (finding.broken() != null && !isTold) {
                    finding.broken().getMessage().lines().forEach(line -> terminal.print("  " + line.strip()));
                }
            }
        }
    }

    private static String summary(EngineAdapter adapter, List<Finding> findings, Set<EngineRule> broken) {
        return "engine       " + Escaped.printable(adapter.introduction()) + "; declares " + adapter.capabilities()
                + "\nscenarios    " + findings.size() + "\nbroken       "
                + (broken.isEmpty() ? "none" : broken.toString().replaceAll("[\\[\\]]", ""));
    }

    private static ObjectNode tree(EngineAdapter adapter, List<Finding> findings, ExitCode exit) {
        ObjectNode tree = Json.object().put("engine", adapter.introduction());
        ArrayNode capabilities = tree.putArray("capabilities");
        adapter.capabilities().forEach(capability -> capabilities.add(capability.id()));
        ArrayNode scenarios = tree.putArray("scenarios");
        for (Finding finding : findings) {
            ObjectNode one = scenarios
                    .addObject()
                    .put("scenario", finding.scenario())
                    .put("rule", finding.rule().name())
                    .put("verdict", finding.broken() == null ? "PASS" : "FAIL");
            if (finding.broken() != null) {
                one.put("words", finding.broken().getMessage());
            }
        }
        return tree.put("exit", exit.code());
    }
}
