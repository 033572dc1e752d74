package io.isequencer.cli.help;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The manual page, as source for {@code man}: what the helps of all commands say, one chapter each. */
final class ManPage {
    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /** The page of a command and of all below it. */
    static String of(CommandLine root) {
        ManPage manual = new ManPage();
        String title = root.getCommandName().toUpperCase(Locale.ROOT);
        manual.page
                .append(".TH ")
                .append(title)
                .append(" 1\n")
                .append(".SH NAME\n")
                .append(root.getCommandName())
                .append(" \\- ")
                .append(escaped(
                        String.join(" ", root.getCommandSpec().usageMessage().header())))
                .append('\n');
        manual.chapter(root);
        return manual.page.toString();
    }

    private void chapter(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        page.append(".SH ").append(name.toUpperCase(Locale.ROOT)).append("\n.nf\n");
        command.getUsageMessage(Ansi.OFF)
                .lines()
                .forEach(line -> page.append(escaped(line)).append('\n'));
        page.append(".fi\n");
        command.getSubcommands().values().forEach(this::chapter);
    }

    /** What roff would take for a request or an escape is text here. */
    private static String escaped(String line) {
        String text = line.stripTrailing().replace("\\", "\\e").replace("-", "\\-");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }
}
