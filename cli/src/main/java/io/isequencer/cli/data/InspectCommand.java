package io.isequencer.cli.data;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.sequence.Database;
import io.isequencer.cli.sequence.StoreOption;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.segment.SegmentLogReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code inspect}: what a data directory, or a database, holds besides the events.
 *
 * <ul>
 *   <li><i>Durability:</i> the log is read beside a process that writes it, and not changed.
 *   <li><i>Errors:</i> {@link CliException}, {@link io.isequencer.api.StorageException} if the log is damaged.
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
                    + "is the truth. While another process works with the directory only its log is shown: checkpoint, "
                    + "lag and numbers are not known then, in JSON they are null.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer inspect --data /tmp/d",
            "  ./isequencer inspect --data /tmp/d --json | jq .lag",
            "  ./isequencer inspect --storage postgres --url jdbc:postgresql://db/orders --partition p1",
            "  ./isequencer inspect --storage cassandra --contact db1:9042 --keyspace orders --partition p1"
        })
@Exits(ExitCode.MISSING_FILE)
public final class InspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private StoreOption store;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Inspection inspection = store.isDatabase() ? inspectDatabase() : inspectDirectory();
        ByteText text = new ByteText();
        if (json) {
            inspection.appendJson(text);
        } else {
            inspection.appendText(text);
        }
        text.writeTo(terminal.out());
        return ExitCode.OK.code();
    }

    private Inspection inspectDatabase() {
        try (Database database = store.database()) {
            return Inspection.of(database, store.partition());
        }
    }

    private Inspection inspectDirectory() {
        PartitionDirectory directory = store.directory();
        directory.requireExisting();
        try (SegmentLogReader log = directory.readLog()) {
            return inspect(directory, log);
        }
    }

    /** The numbers belong to whoever works with the directory: then only the log is looked at. */
    private static Inspection inspect(PartitionDirectory directory, SegmentLogReader log) {
        PathLock lock = directory.tryLock();
        if (lock == null) {
            return Inspection.inUse(directory, log);
        }
        try (lock) {
            return Inspection.of(directory, log);
        }
    }
}
