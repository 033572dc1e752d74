package io.isequencer.storage.directory;

import io.isequencer.api.NumberKey;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.mapdb.LogStart;
import io.isequencer.storage.mapdb.NumbersStore;
import io.isequencer.storage.mapdb.NumbersView;
import io.isequencer.storage.segment.SegmentEventLog;
import io.isequencer.storage.segment.SegmentLogReader;
import io.isequencer.storage.segment.maintenance.LogRepair;
import io.isequencer.storage.segment.maintenance.LogRetention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A partition in a directory.
 *
 * <pre>
 *   DIR/plog/           the PLog: segment files and their lock. The only truth.
 *   DIR/types.json      the declared sequences, fixed when the directory is made; the log's label holds their checksum
 *   DIR/numbers.*       numbers and checkpoint: derived, see {@link NumbersStore}
 * </pre>
 *
 * <p>Other names are errors, see {@link DirectoryNames}.
 *
 * <pre>{@code
 * try (SequencerRuntime runtime = SequencerRuntime.create();
 *         OpenPartition partition = PartitionDirectory.open(runtime, path)) {
 *     partition.commit(wsKind, wsId, transaction -> encoded(transaction.next(seqId)));
 * }
 * }</pre>
 *
 * <ul>
 *   <li><i>Threading:</i> immutable. The log's lock keeps a second opener away from the whole directory, in this process
 *       and in others.
 *   <li><i>Durability:</i> what was committed is found again. Numbers that a crash left in doubt are rebuilt from the log.
 *   <li><i>Errors:</i> {@link StorageException}, which says what to do; no event was changed then, unless it says so.
 * </ul>
 */
public final class PartitionDirectory {
    /** Keys that may wait for the flusher: many, since a write to MapDB costs milliseconds. */
    private static final int MAX_UNFLUSHED_VALUES = 20_000;

    private final Path path;
    private final Disk disk = new RealDisk();

    private PartitionDirectory(Path path) {
        this.path = Objects.requireNonNull(path, "path");
    }

    /** Looks at nothing yet. */
    public static PartitionDirectory at(Path path) {
        return new PartitionDirectory(path);
    }

    /**
     * Opens a partition for work, and makes its directory if there is none.
     *
     * @throws StorageException as from {@link #open(PartitionOptions)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static OpenPartition open(SequencerRuntime runtime, Path path) {
        return at(path).open(runtime, PartitionOptions.DEFAULT);
    }

    /** As {@link #open(SequencerRuntime, Path)}; the runtime must outlive the partition. */
    public OpenPartition open(SequencerRuntime runtime, PartitionOptions options) {
        return OpenPartition.over(open(options), runtime);
    }

    /**
     * Opens log and numbers without a sequencer. Thereby the directory is locked, its types are compared with the log,
     * and the numbers of the events that were dropped are where they are to be.
     *
     * @throws StorageException if the directory is open elsewhere, damaged, not one of ours, not writable, or declares
     *     other types
     */
    public PartitionFiles open(PartitionOptions options) {
        create();
        requireKnownNames();
        requireLogBesideTheRest();
        SegmentEventLog log = SegmentEventLog.open(plog());
        try {
            options.firstLook().accept(log);
            SeqTypes types = new DeclaredTypes(this, options.remarks()).open(options.seqTypes(), log);
            SequencerParams params = SequencerParams.of(types).withMaxUnflushedValues(MAX_UNFLUSHED_VALUES);
            SequencerParams tuned = options.tuning().apply(params);
            return new PartitionFiles(log, openNumbers(log, options), tuned.withSeqTypes(types));
        } catch (RuntimeException | Error failure) {
            closeAfter(failure, log);
            throw failure;
        }
    }

    /** Opens the numbers. What was not closed properly, or is damaged, is replaced, and remarked. */
    private SequenceStorage openNumbers(SegmentEventLog log, PartitionOptions options) {
        Consumer<String> remarks = options.remarks();
        SequenceStorage numbers =
                NumbersStore.open(path, log, new LogStart(log.begin(), true), options.generationEvents(), remarks);
        try {
            BaseNumbers.restore(log, numbers, remarks);
            return numbers;
        } catch (RuntimeException | Error failure) {
            closeAfter(failure, numbers);
            throw failure;
        }
    }

    static void closeAfter(Throwable failure, AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** @throws MissingFileException if there is no directory, or no log in it */
    public void requireExisting() {
        if (!Files.isDirectory(path)) {
            throw new MissingFileException("data directory must exist: data=" + path);
        }
        if (!Files.isDirectory(plog())) {
            throw new MissingFileException("data directory must hold a log: missing=" + plog());
        }
    }

    /** Makes the directory, durably: what is acknowledged must not vanish with the directory that it is in. */
    private void create() {
        try {
            disk.createDirectory(path);
        } catch (IOException e) {
            throw notWritable("data=" + path, e);
        }
    }

    private void requireKnownNames() {
        List<String> problems = DirectoryNames.problems(this);
        if (!problems.isEmpty()) {
            throw new StorageException(problems.get(0), true);
        }
    }

    /** A log is begun only in a directory that holds nothing yet: what is beside a log comes into being after it. */
    private void requireLogBesideTheRest() {
        List<String> rest = DirectoryNames.besideTheLog(this);
        if (!rest.isEmpty() && !DirectoryNames.holdsLog(plog())) {
            throw new StorageException(
                    "log must be there where " + rest.get(0) + " is: missing=" + plog()
                            + "; nothing was changed; restore it from a copy",
                    true);
        }
    }

    public Path path() {
        return path;
    }

    public Path plog() {
        return path.resolve("plog");
    }

    public Path numbersFile() {
        return path.resolve("numbers.mapdb");
    }

    public Path typesFile() {
        return path.resolve("types.json");
    }

    /** The log as it is now, for reading: another process may have the directory open. */
    public SegmentLogReader readLog() {
        return SegmentLogReader.open(plog());
    }

    /** Reads the numbers and changes nothing. */
    public NumbersView readNumbers(SegmentLogReader log) {
        return NumbersView.read(path, log, log.begin());
    }

    /**
     * Locks the directory without opening it, for whoever only reads; null if somebody has it open. The right to read
     * suffices.
     */
    public PathLock tryLock() {
        try {
            return SegmentEventLog.tryLockToRead(plog());
        } catch (IOException e) {
            throw new StorageException("data directory must be lockable: data=" + path + ", cause=" + e, true, e);
        }
    }

    /** Checks everything, and changes nothing. Another process may have the directory open. */
    public DirectoryReport verify() {
        return new DirectoryVerifier(this).verify();
    }

    /**
     * Drops all events from the first damaged one on, see {@link LogRepair}. The numbers may know of them, so the next
     * opening rebuilds them from what is left.
     *
     * @param consent asked before anything is changed
     */
    public LogRepair.Outcome repair(LogRepair.Consent consent) {
        return LogRepair.apply(plog(), report -> {
            boolean given = consent.given(report);
            if (given) {
                // Before the events go: from here on an interruption does no harm.
                NumbersStore.discard(path);
            }
            return given;
        });
    }

    /** What {@link #dropBelow} would drop; throws what it would throw, and changes nothing. */
    public LogRetention.Plan planDrop(long plogOffset) {
        LogRetention.Plan[] found = new LogRetention.Plan[1];
        dropBelow(plogOffset, plan -> {
            requireCovered(plogOffset, plan.numbers(), false);
            found[0] = plan;
            return false;
        });
        return found[0];
    }

    /**
     * Drops the segments that have only events below an offset, if the stored numbers cover them all; keeps the highest
     * number of each key.
     *
     * @throws StorageException if the numbers do not cover the events: where a single key is wrong, the next opening
     *     rebuilds them
     */
    public LogRetention.Dropped dropBelow(long plogOffset) {
        return dropBelow(plogOffset, plan -> {
            requireCovered(plogOffset, plan.numbers(), true);
            return true;
        });
    }

    private LogRetention.Dropped dropBelow(long plogOffset, LogRetention.Consent consent) {
        requireKnownNames();
        return LogRetention.dropBelow(plog(), plogOffset, consent);
    }

    /** CheckpointSound, key by key, for the events that are about to go. */
    private void requireCovered(long plogOffset, SortedMap<NumberKey, Long> numbers, boolean discardWrong) {
        NumbersView view;
        try (SegmentLogReader log = readLog()) {
            view = readNumbers(log);
        }
        if (view.state() != NumbersView.State.USABLE) {
            throw new StorageException(
                    "numbers must be stored in good order before events are dropped, run sequence once: state="
                            + view.state() + ", file=" + numbersFile(),
                    true);
        }
        if (view.checkpoint() < plogOffset) {
            throw new StorageException(
                    "OFFSET must be at most the checkpoint: drop-below=" + plogOffset + ", checkpoint="
                            + view.checkpoint(),
                    true);
        }
        NumberKey uncovered = firstUncovered(view, numbers);
        if (uncovered != null) {
            if (discardWrong) {
                NumbersStore.discard(path);
            }
            throw new StorageException(
                    "stored numbers must cover the events to drop, --yes makes the next start of sequence rebuild them: key="
                            + uncovered + ", inTheLog=" + numbers.get(uncovered),
                    true);
        }
    }

    private static NumberKey firstUncovered(NumbersView view, SortedMap<NumberKey, Long> numbers) {
        Map<NumberKey, Long> stored = new HashMap<>();
        for (NumbersView.Value value : view.values()) {
            stored.put(new NumberKey(value.wsId(), value.seqId()), value.number());
        }
        return numbers.keySet().stream()
                .filter(key -> stored.getOrDefault(key, 0L) < numbers.get(key))
                .findFirst()
                .orElse(null);
    }

    /** Keeps declared sequences, sealed. */
    void putTypes(SeqTypes types) {
        Path file = typesFile();
        try {
            disk.writeUnfinished(file, out -> out.write(TypesFile.sealed(types).getBytes(StandardCharsets.UTF_8)));
            disk.replace(Disk.unfinished(file), file);
            disk.syncDirectory(path);
        } catch (IOException e) {
            throw notWritable("file=" + file, e);
        }
    }

    private static StorageException notWritable(String what, IOException cause) {
        return new StorageException("data directory must be writable: " + what + ", cause=" + cause, true, cause);
    }
}
