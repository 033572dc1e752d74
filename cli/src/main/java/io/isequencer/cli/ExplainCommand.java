package io.isequencer.cli;

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
        header = "Puts a rule or an exit code in words.",
        description = {"", "Without an ID it lists all topics.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  ./isequencer explain R7", "  ./isequencer explain exit-codes", "  ./isequencer explain 65"})
final class ExplainCommand implements Runnable {
    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "A rule (R1..R18, E1..E56 of engines), an exit code (65), exit-codes, faults, the name of a fault, mark or property, or a case of the oracle.")
    private String id;

    ExplainCommand(Terminal terminal) {
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
                        ExitCode.topics(),
                        SimulationTopics.topics(),
                        OracleTopics.topics(),
                        PropertyTopics.properties(),
                        EngineTopics.topics(),
                        CaseTopics.topics())
                .flatMap(List::stream)
                .toList();
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
