package io.isequencer.runtime;

import io.isequencer.core.Actualizer;
import io.isequencer.core.Flusher;
import io.isequencer.core.Partition;
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
@SuppressWarnings("NullAway") // What was scanned is there as long as a recovery runs.
final class TaskIo {
    private final Ports ports;
    private final PartitionLock lock;
    private final Flusher flusher;
    private final Actualizer actualizer;

    /** Of a recovery; gone when it is over. */
    private ScannedEvents scanned;

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
            lock.step(partition -> partition.flusher().synced());
            return false;
        }
        ports.storage().write(flusher.batch(), checkpoint);
        lock.step(partition -> partition.flusher().written());
        return true;
    }

    /** Returns true: after each call the actualizer goes on from where it is. */
    boolean actualize() {
        if (actualizer.reading()) {
            scanned = null;
            long checkpoint = ports.storage().readCheckpoint();
            lock.step(partition -> actualizer.checkpointRead(checkpoint));
        } else {
            if (scanned == null) {
                scanned = new ScannedEvents(actualizer.scanFrom());
            }
            recover();
        }
        return true;
    }

    private void recover() {
        try {
            if (publish() && scan()) {
                scanned = null;
                lock.step(partition -> partition.actualizer().scanEnded());
            }
        } catch (Throwable failure) {
            // The next try asks the log again for what was not published.
            scanned = null;
            throw failure;
        }
    }

    /** Scans on from behind what was scanned; returns whether the end was reached and all is published. */
    private boolean scan() {
        boolean reachedEnd;
        try {
            reachedEnd = ports.log().scan(scanned.end(), event -> {
                scanned.add(event);
                return lock.admission() != Partition.CLOSED && (!scanned.isFull() || publish());
            });
        } catch (Throwable failure) {
            // What came before it was read all the same: each try gets further (R14).
            publish();
            throw failure;
        }
        return publish() && reachedEnd;
    }

    /** Returns false if the actualizer took no more: the rest is kept until it has room. */
    private boolean publish() {
        boolean wanted = true;
        while (wanted && !scanned.isEmpty()) {
            wanted = lock.call(partition -> scanned.offerSome(partition.actualizer()));
        }
        return wanted;
    }
}
