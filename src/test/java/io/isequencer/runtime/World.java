package io.isequencer.runtime;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Cache;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.faulty.Operation;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;

/** A storage and a log in memory, each call of which passes a hook. */
final class World {
    static final int KIND = 1;
    static final int A = 1;
    static final int B = 2;
    static final SequencerParams PARAMS = SequencerParams.of(SeqTypes.DEFAULT)
            .withRetryDelayMs(1)
            .withCacheSize(1_000)
            .withCloseTimeoutMs(120_000);

    final MemoryStorage memory = new MemoryStorage();
    final MemoryEventLog log = new MemoryEventLog();
    final SequenceStorage hookedStorage = new HookedStorage();
    final EventLog hookedLog = new HookedLog();
    final List<Sequencer> closed = new ArrayList<>();
    volatile Hook hook = Hook.NONE;

    /** What a scan of the log does. */
    Scan scan = log::scan;

    interface Scan {
        boolean scan(long fromOffset, EventLog.EventVisitor visitor);
    }

    Sequencer open(SequencerRuntime runtime, SequencerParams params) {
        return runtime.open(params, hookedStorage, hookedLog);
    }

    /** A sequencer whose background work a test does by hand. */
    ThreadedSequencer byHand(HandCrew crew, SequencerParams params, Cache cache, StepListener listener) {
        return new ThreadedSequencer(
                params, new TaskIo.Ports(hookedStorage, hookedLog), cache, listener, crew, closed::add);
    }

    /** Opens a sequencer and waits until it is ready. */
    Sequencer ready(SequencerRuntime runtime, SequencerParams params) throws InterruptedException {
        Sequencer sequencer = open(runtime, params);
        Await.ready(sequencer);
        return sequencer;
    }

    /** A transaction with one number of sequence A; returns the number. */
    long commit(Sequencer sequencer, long wsId) {
        long plogOffset = sequencer.start(KIND, wsId);
        long number = sequencer.next(A);
        log.append(LogEvent.builder(plogOffset, KIND, wsId).add(A, number).build());
        sequencer.flush();
        return number;
    }

    private final class HookedStorage extends ForwardingStorage {
        HookedStorage() {
            super(memory);
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            hook.before(Operation.READ_NUMBER);
            return super.readNumber(wsId, seqId);
        }

        @Override
        public long readCheckpoint() {
            hook.before(Operation.READ_CHECKPOINT);
            return super.readCheckpoint();
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            hook.before(Operation.WRITE);
            super.write(batch, checkpoint);
        }
    }

    private final class HookedLog extends ForwardingEventLog {
        HookedLog() {
            super(World.this.log);
        }

        @Override
        public AppendResult append(Event event) {
            hook.before(Operation.APPEND);
            return log.append(event);
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            hook.before(Operation.SCAN);
            return scan.scan(fromOffset, visitor);
        }

        @Override
        public void sync(long belowOffset) {
            hook.before(Operation.SYNC);
            log.sync(belowOffset);
        }
    }
}
