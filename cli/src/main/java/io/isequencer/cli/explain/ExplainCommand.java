package io.isequencer.cli.explain;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The command {@code explain}: a rule or an exit code in words. New kinds of topics join in {@link #topics}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#USAGE} for an unknown id.
 * </ul>
 */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = "Explains a rule, an exit code, a fault or a case of the oracle.",
        description = {"", "Without an ID it lists all topics.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  ./isequencer explain R7", "  ./isequencer explain exit-codes", "  ./isequencer explain 65"})
public final class ExplainCommand implements Runnable {
    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "A rule (R1..R18, E1..E56 of engines), an exit code (65), exit-codes, faults, the name of a fault, mark or property, or a case of the oracle.")
    private String id;

    public ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        ByteText text = new ByteText();
        if (id == null) {
            topics().forEach(topic -> text.string(String.format(Locale.ROOT, "%-30s %s\n", topic.id(), topic.title())));
        } else {
            text.string(find(id).text()).string("\n");
        }
        text.writeTo(terminal.out());
    }

    private static List<Topic> topics() {
        return Stream.of(
                        PropertyTopics.rules(),
                        exitCodes(),
                        SimulationTopics.topics(),
                        OracleTopics.topics(),
                        PropertyTopics.properties(),
                        EngineTopics.topics(),
                        CaseTopics.topics())
                .flatMap(List::stream)
                .toList();
    }

    /** One topic per code, and one that lists them all. */
    private static List<Topic> exitCodes() {
        List<Topic> topics = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (ExitCode exit : ExitCode.values()) {
            String id = "exit-" + exit.code();
            topics.add(new Topic(id, exit.meaning(), "Exit code " + exit.code() + ": " + exit.meaning() + "."));
            all.append(String.format(Locale.ROOT, "%4d  %s\n", exit.code(), exit.meaning()));
        }
        all.append("\nOther tools use 2 for a wrong command line; here that is 64, and 2 is no verdict.");
        topics.add(0, new Topic("exit-codes", "what each exit code means", all.toString()));
        return topics;
    }

    private Topic find(String wanted) {
        String normal = wanted.toLowerCase(Locale.ROOT);
        return topics().stream()
                .filter(topic ->
                        topic.id().equalsIgnoreCase(normal) || topic.id().equals("exit-" + normal))
                .findFirst()
                .or(() -> CaseTopics.find(wanted))
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "ID must be one that explain lists: ID=" + Text.quoted(wanted)
                                + KnownNames.hint(
                                        wanted, topics().stream().map(Topic::id).toList())));
    }
}
