package io.isequencer.storage.mapdb;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.disk.PathLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Numbers and checkpoint in a directory, which know when they cannot be trusted.
 *
 * <p>They live in a MapDB file. MapDB may come back silently wrong after a crash, so it never sees a file that a crash
 * may have touched: a seal with the checksum of the whole file is put beside it when it is closed, and taken away before
 * it is opened. Without a matching seal the file is moved aside, and the numbers are those of the newest generation: a
 * checksummed copy, made each time the checkpoint has come {@code generationEvents} further. The sequencer reads the
 * events behind it again. {@link NumbersRecovery} says in which order all this is tried.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, as {@link MapDbStorage}. Reads run beside the making of a generation, writes wait.
 *   <li><i>Durability:</i> what {@link #close} sealed is found again. After a crash the numbers are those of a
 *       generation, and at most {@code max(generationEvents, keys)} events and what one write brought are read again,
 *       unless the disk refused to take a generation, which is reported.
 *   <li><i>Errors:</i> {@link StorageException}. A seal or generation that cannot be written is reported, no error: it
 *       costs time at the next opening, never a number.
 *   <li><i>Units:</i> {@code generationEvents} counts events of the log.
 *   <li><i>Source:</i> rules R7 and R16 of {@code docs/protocol.md}; {@code docs/adr/0031-a-seal-not-a-dirty-marker.md}.
 * </ul>
 */
public final class NumbersStore implements SequenceStorage {
    /** How far the checkpoint goes between two generations, unless another distance is given. */
    public static final long DEFAULT_GENERATION_EVENTS = 200_000;

    private final NumbersFiles files;
    private final EventLog log;
    private final LogStart start;
    private final long generationEvents;
    private final Consumer<String> report;
    private final PathLock lock;
    private final MapDbStorage live;
    private final Object generationLock = new Object();
    private long lastGeneration;
    private volatile boolean failed;
    private boolean closed;

    private NumbersStore(
            NumbersFiles files,
            EventLog log,
            LogStart start,
            long generationEvents,
            Consumer<String> report,
            PathLock lock,
            MapDbStorage live,
            long lastGeneration) {
        this.files = files;
        this.log = log;
        this.start = start;
        this.generationEvents = generationEvents;
        this.report = report;
        this.lock = lock;
        this.live = live;
        this.lastGeneration = lastGeneration;
    }

    /**
     * Opens the numbers of a directory, or begins them.
     *
     * @param directory must exist
     * @param log the log that the numbers follow from, open until this storage is closed
     * @param start {@link LogStart#WHOLE} if nothing was ever dropped from the log
     * @param generationEvents at least 1
     * @param report takes a line for the user each time that something is not as it should be
     * @throws StorageException if the numbers are open already, contradict the log, or cannot be rebuilt
     */
    public static NumbersStore open(
            Path directory, EventLog log, LogStart start, long generationEvents, Consumer<String> report) {
        return open(NumbersFiles.in(directory), log, start, generationEvents, report);
    }

    static NumbersStore open(
            NumbersFiles files, EventLog log, LogStart start, long generationEvents, Consumer<String> report) {
        Limits.requireAtLeast("generationEvents", 1, generationEvents);
        Objects.requireNonNull(report, "report");
        PathLock lock = files.lock();
        boolean opened = false;
        try {
            long lastGeneration = files.generations().newestCheckpoint();
            MapDbStorage live = new NumbersRecovery(files, log, start, report).recover();
            opened = true;
            return new NumbersStore(files, log, start, generationEvents, report, lock, live, lastGeneration);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /**
     * Makes the next opening rebuild the numbers from the log, whatever the files hold: for a log that was repaired.
     *
     * @throws StorageException if they are open, or cannot be removed
     */
    public static void discard(Path directory) {
        NumbersFiles files = NumbersFiles.in(directory);
        PathLock lock = files.lock();
        try {
            files.breakSeal();
            files.generations().deleteAll();
            files.moveAside();
        } finally {
            lock.close();
        }
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        return live.readNumber(wsId, seqId);
    }

    @Override
    public long readCheckpoint() {
        return live.readCheckpoint();
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        boolean written = false;
        try {
            live.write(batch, checkpoint);
            written = true;
        } finally {
            failed |= !written;
        }
        if (generationIsDue()) {
            String problem = makeGeneration();
            if (problem != null) {
                report.accept("warning: no generation was made, a crash would cost more time, because " + problem);
            }
        }
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        live.forEachNumber(visitor);
    }

    /** Seals the file, unless a write has failed: then it cannot be trusted. */
    @Override
    public void close() {
        synchronized (generationLock) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                closeLive();
            } finally {
                lock.close();
            }
        }
    }

    private void closeLive() {
        String problem = failed ? "a write has failed" : null;
        long checkpoint = live.readCheckpoint();
        NumbersChecksum tally = null;
        LogAnchors anchors = null;
        try {
            if (problem == null) {
                tally = live.tally();
                if (!live.recount().sameAs(tally)) {
                    problem = MapDbStorage.NOT_WHAT_WAS_WRITTEN;
                }
            }
            if (problem == null) {
                anchors = LogAnchors.of(log, start.plogOffset(), checkpoint);
            }
        } catch (RuntimeException e) {
            problem = e.getMessage();
        } finally {
            if (anchors == null) {
                live.closeUnfinished();
            } else {
                live.close();
            }
        }
        try {
            if (problem == null) {
                files.putSeal(checkpoint, tally, anchors);
            }
        } catch (IOException | DamagedException e) {
            problem = e.toString();
        }
        if (problem != null) {
            report.accept("warning: the numbers are not sealed, the next start goes on from a generation, because "
                    + problem);
        }
    }

    // A generation costs as much as there are keys: not more often than that many events, or it would dominate.
    private boolean generationIsDue() {
        synchronized (generationLock) {
            return live.readCheckpoint() - lastGeneration >= Math.max(generationEvents, live.keys());
        }
    }

    /** Returns what went wrong, or null. */
    private String makeGeneration() {
        synchronized (generationLock) {
            lastGeneration = live.readCheckpoint();
            String[] problem = {null};
            boolean trusted = false;
            try {
                live.withoutWrites(() -> problem[0] = addGeneration());
                trusted = true;
            } finally {
                failed |= !trusted;
            }
            return problem[0];
        }
    }

    private String addGeneration() {
        try {
            files.generations().add(live, log, start.plogOffset());
            return null;
        } catch (IOException e) {
            return e.toString();
        } catch (DamagedException e) {
            throw new StorageException("numbers must match their checksum: file=" + files.live(), false, e);
        }
    }
}
