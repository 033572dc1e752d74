package io.isequencer.cli;

import io.isequencer.spi.EventLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code inspect}: what the data directory holds besides the events.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}, {@link io.isequencer.api.StorageException} if the log is open elsewhere or
 *       damaged.
 * </ul>
 */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        header = "Shows the stored numbers, their checkpoint, and how far the log is.",
        description = {
            "",
            "The checkpoint is the next offset that the stored numbers do not cover; the lag is how many events of the "
                    + "log are read again at the next start. Stored numbers may thus be older than the log, which alone "
                    + "is the truth.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  isequencer inspect --data /tmp/d", "  isequencer inspect --data /tmp/d --json | jq .lag"})
final class InspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        directory.requireExisting();
        try (EventLog log = directory.openLog()) {
            Inspection inspection = Inspection.of(directory, log);
            ByteText text = new ByteText();
            if (json) {
                inspection.appendJson(text);
            } else {
                inspection.appendText(text);
            }
            text.writeTo(terminal.out());
        }
        return ExitCode.OK.code();
    }
}
