package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.core.Allocation;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.cache.TableCache;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What transactions cost, exactly, on threads that are the test's: bytes, storage calls, values written. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class CostTest {
    private static final int ROUNDS = 10;
    private static final int TRANSACTIONS = 1_000;

    private final HandCrew crew = new HandCrew();
    private final CountingStorage storage = new CountingStorage();
    private final ThreadedSequencer sequencer = new ThreadedSequencer(
            PARAMS,
            new TaskIo.Ports(storage, new MemoryEventLog()),
            new TableCache(PARAMS.cacheSize()),
            StepListener.NONE,
            crew,
            closed -> {});

    @Test
    void theClientAllocatesNothing() {
        ready();
        run(TRANSACTIONS, 100);
        Allocation found = Allocation.of(ROUNDS, () -> run(TRANSACTIONS, 100));
        assertEquals(0, found.least(), () -> "bytes of 1,000 transactions, in the best of the rounds: " + found);
    }

    @Test
    void aTurnOfTheFlusherAllocatesNothing() {
        ready();
        run(TRANSACTIONS, 100);
        crew.settle();
        Allocation found = Allocation.of(ROUNDS, () -> {
            run(TRANSACTIONS, 100);
            crew.settle();
        });
        assertEquals(0, found.least(), () -> "bytes of 1,000 transactions and their flush: " + found);
    }

    @Test
    void aKeyIsReadOnceAndWrittenOnceForAllThatIsPending() {
        ready();
        run(TRANSACTIONS, 100);
        crew.settle();
        assertEquals(100, storage.reads, "a number is asked for once, then it is in memory");
        assertEquals(1, storage.writes);
        assertEquals(100, storage.values, "values written are keys changed");
        run(TRANSACTIONS, 100);
        crew.settle();
        assertEquals(100, storage.reads);
        assertEquals(2, storage.writes);
        assertEquals(200, storage.values);
    }

    /** While the flusher rests nothing is written, until half of the room is taken. */
    @Test
    void aRestingFlusherIsWokenOnceForHalfOfTheRoom() {
        crew.nanosPerLook = 0;
        ready();
        run(1, 1);
        crew.settle();
        assertEquals(1, storage.writes);
        run(250, 250);
        assertEquals(0, crew.work.size());
        assertEquals(1, crew.alarm().delayMs);
        run(251, 251);
        assertEquals(1, crew.work.size());
        crew.settle();
        assertEquals(2, storage.writes);
        assertEquals(252, storage.values);
    }

    @Test
    void aCloseEndsTheRest() {
        crew.nanosPerLook = 0;
        ready();
        run(1, 1);
        crew.settle();
        run(1, 1);
        assertEquals(0, crew.work.size());
        sequencer.beginClose();
        crew.settle();
        assertEquals(2, storage.writes);
        sequencer.close();
    }

    @Test
    void aRebuildEndsTheRest() throws InterruptedException {
        crew.nanosPerLook = 0;
        ready();
        run(1, 1);
        crew.settle();
        run(1, 1);
        sequencer.actualize();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));
    }

    private void ready() {
        sequencer.begin();
        crew.settle();
    }

    private void run(int transactions, int keys) {
        for (int i = 0; i < transactions; i++) {
            sequencer.start(KIND, i % keys);
            sequencer.next(A);
            sequencer.flush();
        }
    }

    private static final class CountingStorage extends ForwardingStorage {
        private int reads;
        private int writes;
        private int values;

        CountingStorage() {
            super(new MemoryStorage());
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            reads++;
            return super.readNumber(wsId, seqId);
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            writes++;
            values += batch.size();
            super.write(batch, checkpoint);
        }
    }
}
