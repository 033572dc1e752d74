package io.isequencer.cli.data;

import io.isequencer.api.Limits;
import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.sequence.EventText;
import io.isequencer.cli.sequence.StoreOption;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.directory.PartitionDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code plog}: dumps the log in the format of {@code sequence}; checks it, repairs it, drops its oldest
 * part, saves what is whole of a damaged one.
 *
 * <ul>
 *   <li><i>Durability:</i> a dump, a check and a salvage read beside a process that writes, and change nothing; the others lock the
 *       directory.
 *   <li><i>Errors:</i> {@link CliException}, {@link io.isequencer.api.StorageException} if the log is damaged or, for
 *       what needs the lock, open elsewhere.
 * </ul>
 */
@Command(
        name = "plog",
        mixinStandardHelpOptions = true,
        header = "Dumps the log of a data directory.",
        description = {
            "",
            "One line of JSON per event, exactly as sequence printed it; also the events that became durable just before "
                    + "a kill and were not printed. A process may write to the log meanwhile.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer plog --data /tmp/d > log.ndjson",
            "  ./isequencer plog --data /tmp/d --from 1000 | head",
            "  ./isequencer plog --data /tmp/d --verify",
            "  ./isequencer plog --data /tmp/d --drop-below 1000000 --yes",
            "  ./isequencer plog --data /tmp/d --salvage events.ndjson"
        })
@Exits(ExitCode.MISSING_FILE)
public final class PlogCommand implements Callable<Integer> {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description = "The offset to begin with; else the first that is there.")
    private Long from;

    @Option(
            names = "--json",
            description = "Lines of JSON: the default of a dump. With --salvage: its summary as one JSON object.")
    private boolean json;

    @ArgGroup
    private Work work;

    /** What to do instead of a dump. */
    private static final class Work {
        @Option(
                names = "--verify",
                description =
                        "Read all of the log and compare every checksum, and the numbers, the base and the types with "
                                + "it; exit 0 or 65.")
        private boolean verify;

        @Option(
                names = "--repair",
                description = "Show what a repair would drop: all from the first damaged event on. With --yes do it, "
                        + "and keep each changed file as FILE.bak.")
        private boolean repair;

        @Option(
                names = "--salvage",
                paramLabel = "OUT",
                description =
                        "Write all whole events of a log, however damaged, to a new file, with a line of the form "
                                + "{\"gap\":{…}} for each place where something is missing, and the stored numbers at its end; exit 65 if anything is.")
        private Path salvage;

        @Option(
                names = "--drop-below",
                paramLabel = "OFFSET",
                description = "Show which segments have only events below the offset, which must be at most the "
                        + "checkpoint. With --yes delete them; the numbers of the dropped events are kept.")
        private Long dropBelow;
    }

    @Option(names = "--yes", description = "Do what --repair or --drop-below says: events are lost then.")
    private boolean yes;

    public PlogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (yes && (work == null || !work.repair && work.dropBelow == null)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--yes must come with --repair or --drop-below: yes=true");
        }
        if (work == null) {
            requireOffset("from", from);
            dump();
            return ExitCode.OK.code();
        }
        requireOffset("drop-below", work.dropBelow);
        PartitionDirectory directory = store.directory();
        directory.requireExisting();
        if (work.dropBelow != null) {
            return new PlogDrop(terminal, directory).below(work.dropBelow, yes).code();
        }
        if (work.salvage != null) {
            return new PlogSalvage(terminal, directory, json).to(work.salvage).code();
        }
        PlogHealth health = new PlogHealth(terminal, directory);
        return (work.verify ? health.verify() : health.repair(yes)).code();
    }

    private EventLog readLog() {
        if (store.isDatabase()) {
            return store.databaseLog();
        }
        PartitionDirectory directory = store.directory();
        directory.requireExisting();
        return directory.readLog();
    }

    private void dump() {
        try (EventLog log = readLog()) {
            ByteText text = new ByteText();
            log.scan(from == null ? log.begin() : from, event -> {
                EventText.append(text, event);
                if (text.size() >= CHUNK_BYTES) {
                    text.writeTo(terminal.out());
                }
                return true;
            });
            text.writeTo(terminal.out());
        }
    }

    private void requireOffset(String option, Long plogOffset) {
        if (plogOffset != null && (plogOffset < 1 || plogOffset > Limits.MAX_PLOG_OFFSET)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "OFFSET must be 1.." + Limits.MAX_PLOG_OFFSET + ": " + option + "=" + plogOffset);
        }
    }
}
