package io.isequencer.cli.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.Terminal;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.model.ModelCheck;
import io.isequencer.model.ModelConfig;
import io.isequencer.model.ModelResult;
import io.isequencer.model.ModelRun;
import io.isequencer.model.Mutant;
import io.isequencer.model.MutantRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code model}: TLC on the specification.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#VIOLATION} if an outcome is not the expected one, or an
 *       action never happens.
 * </ul>
 */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        header = "Checks the specification with TLC, and that each wrong reading of it is refuted.",
        description = {
            "",
            "A configuration in tla/configs that must fail has to fail by the property that its header names, within "
                    + "as many states. In the others every action of the protocol must happen.",
            "",
            "Takes some minutes; deep, which takes much longer, runs only by name.",
            "",
            "With --mutants the specification itself is changed, one rule at a time: each change must be noticed by a "
                    + "configuration, or the exit code is 7.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer model",
            "  ./isequencer model --config R7-plain-late --json",
            "  ./isequencer model --mutants"
        })
@Exits({ExitCode.VIOLATION, ExitCode.DEFECT_SURVIVED, ExitCode.MISSING_FILE})
public final class ModelCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--config", paramLabel = "NAME", description = "Only this one; may be given several times.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many TLC processes at a time (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--mutants",
            description =
                    "Instead: the changes of the specification in tla/mutants.txt, each of which must be noticed.")
    private boolean mutants;

    @Option(names = "--mutant", paramLabel = "NAME", description = "Only this one; may be given several times.")
    private List<String> mutantNames = List.of();

    public ModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (jobs < 1) {
            throw new CliException(ExitCode.USAGE, "jobs must be at least 1: jobs=" + jobs);
        }
        Path tla = ProjectHome.specification();
        Path work = ProjectHome.work("tlc");
        if (mutants || !mutantNames.isEmpty()) {
            List<Mutant> chosen = chooseMutants(tla);
            MutantRun run = new MutantRun(tla, work.resolve("mutants"));
            MutantReport report = new MutantReport(chosen, run.run(chosen, jobs, this::tell));
            terminal.print(json ? report.json() : report.text());
            return (report.survivors().isEmpty() ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
        }
        List<ModelConfig> configs = choose(ModelConfig.readAll(tla.resolve("configs")));
        ModelRun run = new ModelRun(tla, work);
        List<ModelResult> results = new ModelCheck(run, jobs, this::tell).run(configs);
        List<String> idle = names.isEmpty() ? ModelCheck.neverTaken(results) : List.of();
        boolean passed = idle.isEmpty() && results.stream().allMatch(ModelResult::asExpected);
        terminal.print(json ? json(results, passed, idle) : table(results, passed, idle));
        return (passed ? ExitCode.OK : ExitCode.VIOLATION).code();
    }

    private List<ModelConfig> choose(List<ModelConfig> all) {
        if (names.isEmpty()) {
            return all.stream().filter(config -> !config.isLong()).toList();
        }
        require(
                "config",
                "a file of tla/configs",
                names,
                all.stream().map(ModelConfig::name).toList());
        return all.stream().filter(config -> names.contains(config.name())).toList();
    }

    private List<Mutant> chooseMutants(Path tla) {
        List<Mutant> all = Mutant.readAll(tla.resolve("mutants.txt"));
        require(
                "mutant",
                "a change of tla/mutants.txt",
                mutantNames,
                all.stream().map(Mutant::name).toList());
        return mutantNames.isEmpty()
                ? all
                : all.stream().filter(each -> mutantNames.contains(each.name())).toList();
    }

    private static void require(String role, String place, List<String> given, List<String> known) {
        given.forEach(name -> KnownNames.require(role, place, name, known));
    }

    private void tell(ModelResult result) {
        tell(result.config().name(), result);
    }

    private void tell(String name, ModelResult result) {
        terminal.tell(String.format(
                Locale.ROOT,
                "%s: %s, %.1f s%s",
                name,
                result.outcome(),
                result.seconds(),
                result.asExpected() || mutants ? "" : "; NOT AS EXPECTED: " + result.problem()));
    }

    static String table(List<ModelResult> results, boolean passed, List<String> idle) {
        List<String> lines = new ArrayList<>();
        String row = "%-26s %-5s %-28s %-28s %9s %6s %7s";
        lines.add(
                String.format(Locale.ROOT, row, "config", "rule", "expected", "outcome", "states", "depth", "seconds"));
        for (ModelResult result : results) {
            lines.add(String.format(
                            Locale.ROOT,
                            row,
                            result.config().name(),
                            result.config().rule() == null
                                    ? ""
                                    : result.config().rule(),
                            result.config().expected(),
                            result.outcome(),
                            shown(result.knownStates()),
                            shown(result.knownDepth()),
                            String.format(Locale.ROOT, "%.1f", result.seconds()))
                    + (result.asExpected() ? "" : "  <- " + result.problem()));
        }
        idle.forEach(action -> lines.add("action " + action + " never happens"));
        long wrong = results.stream().filter(result -> !result.asExpected()).count();
        lines.add(
                passed
                        ? results.size() + " configurations, all as expected"
                        : wrong + " of " + results.size() + " configurations not as expected, " + idle.size()
                                + " actions never taken");
        return String.join("\n", lines);
    }

    private static String shown(Long value) {
        return value == null ? "?" : value.toString();
    }

    static String json(List<ModelResult> results, boolean passed, List<String> idle) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", passed ? "PASS" : "FAIL");
        ArrayNode configs = root.putArray("configs");
        for (ModelResult result : results) {
            ObjectNode node = configs.addObject();
            node.put("name", result.config().name());
            node.put("rule", result.config().rule());
            node.put("expected", result.config().expected());
            node.put("outcome", result.outcome());
            node.put("property", result.property());
            node.put("distinctStates", result.knownStates());
            node.put("depth", result.knownDepth());
            node.put("seconds", Math.round(result.seconds() * 10) / 10.0);
            if (!result.trace().isEmpty()) {
                result.trace().forEach(node.putArray("trace")::add);
            }
            if (!result.asExpected()) {
                node.put("problem", result.problem());
            }
        }
        ArrayNode never = root.putArray("actionsNeverTaken");
        idle.forEach(never::add);
        return root.toString();
    }
}
