package io.isequencer.cli.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Commands under the headings by which a reader finds them; each is in one group. */
public final class CommandGroups {
    private static final int INDENT = 2;
    private static final int GAP = 2;

    private final Map<String, List<Object>> groups = new LinkedHashMap<>();

    /** Adds a group behind the others, in the order in which its commands are listed. */
    public CommandGroups with(String heading, Object... commands) {
        groups.put(heading, List.of(commands));
        return this;
    }

    /** Gives the commands to the one that they belong to, and has its help list them group by group. */
    public void addTo(CommandLine parent) {
        Map<String, List<CommandLine>> added = new LinkedHashMap<>();
        groups.forEach((heading, commands) -> added.put(
                heading,
                commands.stream().map(command -> addTo(parent, command)).toList()));
        Map<String, CommandLine.IHelpSectionRenderer> sections = parent.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> text(help, added));
    }

    private static CommandLine addTo(CommandLine parent, Object command) {
        CommandLine child = command instanceof CommandLine given ? given : new CommandLine(command);
        parent.addSubcommand(child);
        return child;
    }

    private static String text(Help help, Map<String, List<CommandLine>> groups) {
        int nameWidth = groups.values().stream()
                .flatMap(List::stream)
                .mapToInt(command -> command.getCommandName().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, commands) -> {
            text.append(help.createHeading("%n" + heading + "%n"));
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(nameWidth + INDENT + GAP, INDENT, Column.Overflow.SPAN),
                    new Column(
                            help.commandSpec().usageMessage().width() - nameWidth - INDENT - GAP,
                            0,
                            Column.Overflow.WRAP));
            for (CommandLine command : commands) {
                String[] header = command.getCommandSpec().usageMessage().header();
                table.addRowValues(
                        help.colorScheme().commandText(command.getCommandName()),
                        help.colorScheme().text(String.join(" ", header)));
            }
            text.append(table);
        });
        return text.toString();
    }
}
