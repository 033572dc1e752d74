package io.isequencer.runtime;

import io.isequencer.core.Actualizer;
import io.isequencer.core.Flusher;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.Objects;

/**
 * Performs the calls that the tasks ask for, outside of the lock, and hands in their outcome.
 *
 * <ul>
 *   <li><i>Threading:</i> each method is called by one worker at a time.
 *   <li><i>Errors:</i> a failing call's exception goes to the caller, who reports it to the task.
 * </ul>
 */
final class TaskIo {
    private final Ports ports;
    private final PartitionLock lock;
    private final Flusher flusher;
    private final Actualizer actualizer;

    /** The storage and the log of one partition. */
    record Ports(SequenceStorage storage, EventLog log) {
        Ports {
            Objects.requireNonNull(storage, "storage");
            Objects.requireNonNull(log, "log");
        }
    }

    TaskIo(Ports ports, PartitionLock lock, Flusher flusher, Actualizer actualizer) {
        this.ports = ports;
        this.lock = lock;
        this.flusher = flusher;
        this.actualizer = actualizer;
    }

    /** Returns whether something was stored: a sync alone brings the flusher no further. */
    boolean flush() {
        long checkpoint = flusher.checkpoint();
        if (flusher.syncing()) {
            ports.log().sync(checkpoint);
            lock.step(partition -> flusher.synced());
            return false;
        }
        ports.storage().write(flusher.batch(), checkpoint);
        lock.step(partition -> flusher.written());
        return true;
    }

    /** Returns true: after each call the actualizer goes on from where it is. */
    boolean actualize() {
        if (actualizer.reading()) {
            long checkpoint = ports.storage().readCheckpoint();
            lock.step(partition -> actualizer.checkpointRead(checkpoint));
            return true;
        }
        boolean reachedEnd =
                ports.log().scan(actualizer.scanFrom(), event -> lock.call(partition -> actualizer.offer(event)));
        if (reachedEnd) {
            lock.step(partition -> actualizer.scanEnded());
        }
        return true;
    }
}
