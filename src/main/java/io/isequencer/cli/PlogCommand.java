package io.isequencer.cli;

import io.isequencer.api.Limits;
import io.isequencer.spi.EventLog;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code plog}: dumps the log in the format of {@code sequence}.
 *
 * <ul>
 *   <li><i>Durability:</i> the log's lock is held; a tail that a crash tore is cut, as every open does.
 *   <li><i>Errors:</i> {@link CliException}, {@link io.isequencer.api.StorageException} if the log is open elsewhere or
 *       damaged.
 * </ul>
 */
@Command(
        name = "plog",
        mixinStandardHelpOptions = true,
        header = "Dumps the log of a data directory.",
        description = {
            "",
            "One line of JSON per event, exactly as sequence printed it; also the events that became durable just before "
                    + "a kill and were not printed.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  isequencer plog --data /tmp/d > log.ndjson", "  isequencer plog --data /tmp/d --from 1000 | head"})
final class PlogCommand implements Callable<Integer> {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            defaultValue = "1",
            description = "The offset to begin with; the first is 1.")
    private long from;

    @Option(names = "--json", description = "Lines of JSON: the default, and the only format.")
    private boolean json;

    PlogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (from < 1 || from > Limits.MAX_PLOG_OFFSET) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "OFFSET must be 1.." + Limits.MAX_PLOG_OFFSET + ": from=" + from);
        }
        DataDirectory directory = data.directory();
        directory.requireExisting();
        try (EventLog log = directory.openLog()) {
            ByteText text = new ByteText();
            log.scan(from, event -> {
                EventText.append(text, event);
                if (text.size() >= CHUNK_BYTES) {
                    text.writeTo(terminal.out());
                }
                return true;
            });
            text.writeTo(terminal.out());
        }
        return ExitCode.OK.code();
    }
}
