package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Finds numbers that deserve trust.
 *
 * <pre>
 *   the live file, if its seal vouches for each byte
 *     else the newest generation that matches its checksum and is not below the log's start
 *       else nothing: all is rebuilt from the log, if the log still begins at 1
 *         else an error
 * </pre>
 *
 * <p>What is found whole but contradicts the log is an error too. Either the numbers are of another log, or the log has
 * lost events that were acknowledged: which of the two, a machine cannot know.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; whoever uses it holds the lock of the live file.
 *   <li><i>Durability:</i> the seal is durably broken before MapDB touches the file, and before it is moved aside.
 *   <li><i>Errors:</i> {@link StorageException}; then nothing was changed but the seal, or the live file's name.
 *   <li><i>Source:</i> rule R16; CheckpointReal and CheckpointSound; what was sent to the storage before the fallback
 *       must be lost (WA-late-write in {@code tla/}): a closed {@link MapDbStorage} takes no write.
 * </ul>
 */
final class NumbersRecovery {
    /** So many events below the checkpoint are compared with the numbers. */
    static final int SAMPLE_EVENTS = 1_000;

    private static final String REMEDY =
            "; the log has lost events, or the numbers are of another log: restore plog/, or the numbers.* files, from a"
                    + " copy; what to do without one: docs/storage-format.md, section Numbers ahead of the log";

    private final NumbersFiles files;
    private final EventLog log;
    private final LogStart start;
    private final long logStart;
    private final Consumer<String> report;

    NumbersRecovery(NumbersFiles files, EventLog log, LogStart start, Consumer<String> report) {
        this.files = files;
        this.log = log;
        this.start = start;
        logStart = start.plogOffset();
        this.report = report;
    }

    MapDbStorage recover() {
        String reason;
        try {
            Manifest seal = files.sealed();
            requireSameLog(seal, files.live());
            requireReach(seal.checkpoint(), "the log's events below it were dropped");
            files.breakSeal();
            return requireSound(openSealed(seal), seal.checkpoint());
        } catch (DamagedException e) {
            reason = e.getMessage();
        }
        if (Files.isDirectory(files.live())) {
            throw new StorageException("storage file must not be a directory: file=" + files.live(), true);
        }
        boolean existed = Files.exists(files.live());
        String because = existed
                ? ", " + files.live() + " is moved to numbers.mapdb.aside, because " + reason
                : ", missing=" + files.live();
        for (Generation generation : files.generations().newestFirst()) {
            MapDbStorage storage = goOnFrom(generation, because);
            if (storage != null) {
                return storage;
            }
        }
        return rebuild(existed, because);
    }

    private MapDbStorage openSealed(Manifest seal) throws DamagedException {
        MapDbStorage storage;
        try {
            storage = MapDbStorage.openVouched(files.disk(), files.live());
        } catch (StorageException e) {
            if (MapDbFile.refusal(e) != null) {
                throw e;
            }
            // Each byte is what was written: another version wrote it.
            throw new DamagedException(e.getMessage());
        }
        if (storage.readCheckpoint() != seal.checkpoint() || !storage.tally().sameAs(seal.tally())) {
            storage.close();
            throw new DamagedException("it does not match its seal");
        }
        return storage;
    }

    /** Null if the generation is of no use. */
    private MapDbStorage goOnFrom(Generation generation, String because) {
        Manifest manifest;
        try {
            manifest = generation.verify();
        } catch (DamagedException e) {
            report.accept(
                    "warning: a generation is passed over, because " + e.getMessage() + ": file=" + generation.file());
            return null;
        }
        requireSameLog(manifest, generation.file());
        if (Math.max(manifest.checkpoint(), 1) < start.lowestCheckpoint()) {
            report.accept("warning: a generation is passed over, because the log's events behind it were dropped:"
                    + " checkpoint=" + manifest.checkpoint() + ", logStart=" + logStart + ", file="
                    + generation.file());
            return null;
        }
        report.accept("warning: numbers go on from a generation, events of the log to read again: "
                + (log.end() - Math.max(manifest.checkpoint(), logStart)) + because);
        setAside();
        MapDbFile.build(files.disk(), files.live(), manifest.checkpoint(), visitor -> {
            try {
                generation.read(visitor);
            } catch (DamagedException e) {
                throw new StorageException(
                        "generation must stay as it was found: file=" + generation.file() + ", cause=" + e, true, e);
            }
        });
        return requireSound(MapDbStorage.openVouched(files.disk(), files.live()), manifest.checkpoint());
    }

    private MapDbStorage rebuild(boolean existed, String because) {
        requireReach(1, "and no generation at or above the log's start is whole" + because);
        if (existed || log.end() > logStart) {
            report.accept(
                    "warning: numbers are rebuilt from the log, events to read: " + (log.end() - logStart) + because);
        }
        setAside();
        return MapDbStorage.openVouched(files.disk(), files.live());
    }

    private void setAside() {
        files.breakSeal();
        files.moveAside();
    }

    private void requireReach(long checkpoint, String why) {
        if (Math.max(checkpoint, 1) < start.lowestCheckpoint()) {
            throw new StorageException(
                    "numbers must reach the log's start: checkpoint=" + checkpoint + ", logStart=" + logStart
                            + "; they cannot be rebuilt, " + why
                            + "; restore numbers.generations from a copy: directory="
                            + files.directory(),
                    true);
        }
    }

    /** CheckpointReal, and the events that both remember. */
    private void requireSameLog(Manifest manifest, Path file) {
        String contradiction = NumbersOnDisk.contradiction(manifest, log, logStart);
        if (contradiction != null) {
            throw new StorageException(contradiction + ", file=" + file + REMEDY, true);
        }
    }

    /** CheckpointSound, of a sample: the events just below the checkpoint. */
    private MapDbStorage requireSound(MapDbStorage storage, long checkpoint) {
        boolean sound = false;
        try {
            log.scan(Math.max(logStart, checkpoint - SAMPLE_EVENTS), event -> {
                if (event.plogOffset() >= checkpoint) {
                    return false;
                }
                for (int i = 0; i < event.size(); i++) {
                    requireCovered(storage, event.plogOffset(), event.wsId(), event.seqId(i), event.number(i));
                }
                return true;
            });
            sound = true;
            return storage;
        } finally {
            if (!sound) {
                storage.close();
            }
        }
    }

    private void requireCovered(MapDbStorage storage, long plogOffset, long wsId, int seqId, long number) {
        long stored = storage.readNumber(wsId, seqId);
        if (stored < number) {
            throw new StorageException(
                    "stored number must cover the events below the checkpoint: stored=" + stored + ", number=" + number
                            + ", wsId=" + Long.toUnsignedString(wsId) + ", seqId=" + seqId + ", plogOffset="
                            + plogOffset + ", file=" + files.live() + REMEDY,
                    true);
        }
    }
}
