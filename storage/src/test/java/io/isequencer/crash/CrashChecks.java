package io.isequencer.crash;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.segment.CrashLogs;
import io.isequencer.storage.segment.maintenance.LogReport;
import io.isequencer.storage.segment.maintenance.LogVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must hold when a log is opened again. Each throws an {@link AssertionError} that says what does not. */
final class CrashChecks {
    private final CrashInput input;

    CrashChecks(CrashInput input) {
        this.input = input;
    }

    /** Nothing acknowledged is lost, nothing is there twice, nothing is left out, nothing differs. */
    void requireWhole(EventLog log, long acknowledgedEnd) {
        if (log.end() < acknowledgedEnd) {
            throw new AssertionError(
                    "acknowledged events must be there: acknowledgedEnd=" + acknowledgedEnd + ", end=" + log.end());
        }
        requireEvents(log);
    }

    /** The log survives a full check, and a reader beside its writer sees all that was acknowledged. */
    void requireReaderSees(CrashDisk disk, Path directory, long acknowledgedEnd) {
        try (EventLog reader = CrashLogs.read(disk, directory)) {
            requireWhole(reader, acknowledgedEnd);
        }
        LogReport report = LogVerifier.verify(directory);
        if (!report.sound()) {
            throw new AssertionError("log must be sound: " + report.damage());
        }
    }

    /** CheckpointReal, and no number that the log does not have. */
    void requireReal(SequenceStorage storage, EventLog log) {
        if (storage.readCheckpoint() > log.end()) {
            throw new AssertionError(
                    "checkpoint must be real: checkpoint=" + storage.readCheckpoint() + ", end=" + log.end());
        }
        requireNumbersBelow(storage, log.end());
    }

    /** Everything was stored: each number is exactly the highest in the log. */
    void requireReady(SequenceStorage storage, EventLog log, CrashOwner owner) {
        if (storage.readCheckpoint() != log.end()) {
            throw new AssertionError(
                    "all must be stored: checkpoint=" + storage.readCheckpoint() + ", end=" + log.end());
        }
        input.highestBelow(log.end()).forEach((key, number) -> {
            long stored = storage.readNumber(key.wsId(), key.seqId());
            if (stored != number) {
                throw new AssertionError("stored number must be " + number + ": key=" + key + ", stored=" + stored);
            }
        });
        if (owner.scanned() > log.end()) {
            throw new AssertionError("recovery must read each event once: scanned=" + owner.scanned());
        }
    }

    /** An open reads the last segment, not the log. */
    void requireBound(long bytesRead, long mayRead) {
        if (bytesRead > mayRead) {
            throw new AssertionError("open must stay within its bound: bytesRead=" + bytesRead + ", bound=" + mayRead);
        }
    }

    /** After a failed write or fsync the log answers nothing but that. */
    void requireRefusal(EventLog log) {
        for (Runnable call :
                List.<Runnable>of(log::end, () -> log.sync(Long.MAX_VALUE), () -> log.scan(1, e -> true))) {
            try {
                call.run();
            } catch (StorageException e) {
                continue;
            }
            throw new AssertionError("a log must refuse every call after a failed write or fsync");
        }
    }

    private void requireEvents(EventLog log) {
        List<LogEvent> events = new ArrayList<>();
        log.scan(log.begin(), event -> events.add(LogEvent.copyOf(event)));
        if (!events.equals(input.range(log.begin(), log.end()))) {
            throw new AssertionError("events must be those of an undisturbed run: begin=" + log.begin() + ", end="
                    + log.end() + ", found=" + events.size());
        }
    }

    private void requireNumbersBelow(SequenceStorage storage, long end) {
        var highest = input.highestBelow(end);
        storage.forEachNumber((wsId, seqId, number) -> {
            long inTheLog = highest.getOrDefault(new io.isequencer.api.NumberKey(wsId, seqId), 0L);
            if (number > inTheLog) {
                throw new AssertionError("stored number must come from the log: key=" + Long.toUnsignedString(wsId)
                        + "/" + seqId + ", stored=" + number + ", inTheLog=" + inTheLog);
            }
        });
    }
}
