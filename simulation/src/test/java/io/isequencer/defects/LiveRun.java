package io.isequencer.defects;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerException;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.recording.CheckedOwner;
import io.isequencer.recording.RelationCheck;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client under load, and the runtime's threads, judged while they run. It speaks in strings, as it is called from elsewhere. */
public final class LiveRun {
    private static final int EVENTS = 1_000;
    private static final int WORKSPACES = 12;
    private static final long ENOUGH_SECONDS = 5;

    private LiveRun() {}

    /** The state of the verdict, and why. */
    public static List<String> verdict() {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT)
                .withMaxUnflushedValues(8)
                .withCacheSize(4)
                .withRetryDelayMs(1)
                .withCloseTimeoutMs(100);
        SequenceStorage storage = new SlowStorage();
        EventLog log = new MemoryEventLog();
        RelationCheck check = RelationCheck.inPlace(params);
        CheckedOwner owner = check.open("a");
        EventLog appendTo = owner.over(log);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENOUGH_SECONDS);
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer =
                        runtime.open(params, owner.over(storage), appendTo, new LruCache(params.cacheSize()), owner)) {
            int events = 0;
            while (events < EVENTS && check.verdict().misfits() == 0 && System.nanoTime() < end) {
                events += transaction(sequencer, appendTo, events) ? 1 : 0;
            }
        }
        RelationCheck.Verdict verdict = check.verdict();
        return List.of(verdict.state().name(), verdict.text());
    }

    /** So that transactions come while it writes; and now and then it refuses to. */
    private static final class SlowStorage extends ForwardingStorage {
        private int writes;

        SlowStorage() {
            super(new MemoryStorage());
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            LockSupport.parkNanos(100_000);
            if (++writes % 20 == 10) {
                throw new StorageException("refused", true);
            }
            storage.write(batch, checkpoint);
        }
    }

    /** Returns whether there was one. */
    private static boolean transaction(Sequencer sequencer, EventLog log, int i) {
        try {
            long wsId = i / 5 * 5L % WORKSPACES;
            long offset = sequencer.start(1, wsId);
            if (offset < 1) {
                Thread.yield();
                return false;
            }
            LogEvent.Builder event = LogEvent.builder(offset, 1, wsId).add(1, sequencer.next(1));
            if (i % 3 == 0) {
                long low = 200_001 + i % 40 * 20L;
                sequencer.use(2, low);
                event.add(2, low, true);
            }
            event.add(2, sequencer.next(2));
            if (i % 50 != 49 && log.append(event.build()) == EventLog.AppendResult.APPENDED) {
                sequencer.flush();
            } else {
                sequencer.actualize();
            }
            return true;
        } catch (SequencerException defective) {
            // The check has seen more than the client.
            Thread.yield();
            return false;
        }
    }
}
