package io.isequencer.cli.sequence;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Notes the first failure of a storage or log call, and how far recovery has read. The sequencer would try again for
 * ever; a command shall end and say why.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
public final class FailureWatch {
    private final AtomicReference<RuntimeException> first = new AtomicReference<>();
    private final AtomicLong scannedTo = new AtomicLong();

    /** Throws the first failure, if there was one. */
    public void check() {
        RuntimeException failure = first.get();
        if (failure != null) {
            throw failure;
        }
    }

    /** The offset behind the last event that a recovery has read; 0 before it reads any. */
    public long scannedTo() {
        return scannedTo.get();
    }

    EventLog over(EventLog log) {
        return new WatchedLog(this, log);
    }

    SequenceStorage over(SequenceStorage storage) {
        return new WatchedStorage(this, storage);
    }

    private <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            first.compareAndSet(null, failure);
            throw failure;
        }
    }

    private void run(Runnable call) {
        call(() -> {
            call.run();
            return null;
        });
    }

    private static final class WatchedLog extends ForwardingEventLog {
        private final FailureWatch watch;

        WatchedLog(FailureWatch watch, EventLog log) {
            super(log);
            this.watch = watch;
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            return watch.call(() -> log.scan(fromOffset, event -> {
                watch.scannedTo.set(event.plogOffset() + 1);
                return visitor.visit(event);
            }));
        }

        @Override
        public void sync(long belowOffset) {
            watch.run(() -> log.sync(belowOffset));
        }
    }

    private static final class WatchedStorage extends ForwardingStorage {
        private final FailureWatch watch;

        WatchedStorage(FailureWatch watch, SequenceStorage storage) {
            super(storage);
            this.watch = watch;
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            return watch.call(() -> storage.readNumber(wsId, seqId));
        }

        @Override
        public long readCheckpoint() {
            return watch.call(storage::readCheckpoint);
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            watch.run(() -> storage.write(batch, checkpoint));
        }

        @Override
        public void forEachNumber(NumberVisitor visitor) {
            watch.run(() -> storage.forEachNumber(visitor));
        }
    }
}
