package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Cache;
import io.isequencer.spi.StepListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Nobody listens, nothing is allocated: not for a transaction, and not for the flush behind it. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HotPathTest {
    private static final int ROUNDS = 10;

    private final Partition partition =
            new Partition(SequencerParams.of(CoreDriver.TYPES), new KnowsAll(), StepListener.NONE);

    /** Something looks at it: an object that nobody keeps, the optimising compiler leaves out. */
    private volatile Object lastStep;

    @Test
    void aTransactionAndItsFlushAllocateNothing() {
        ready(partition);
        run(partition, 100);
        Allocation found = Allocation.of(ROUNDS, () -> run(partition, 2_000));
        assertEquals(0, found.least(), () -> "bytes of 2,000 transactions, in the best of the rounds: " + found);
        assertTrue(found.total() < ROUNDS * 2_000, () -> "less than a byte for each transaction: " + found);
    }

    @Test
    void anAllocationInEachTransactionWouldBeSeen() {
        Partition observed =
                new Partition(SequencerParams.of(CoreDriver.TYPES), new KnowsAll(), (step, state) -> lastStep = step);
        ready(observed);
        run(observed, 100);
        Allocation found = Allocation.of(ROUNDS, () -> run(observed, 2_000));
        assertTrue(found.least() >= 2_000 * 16, () -> "a listener's steps are objects: " + found);
        assertNotNull(lastStep);
    }

    private static void ready(Partition partition) {
        partition.actualizer().step();
        partition.actualizer().checkpointRead(1);
        partition.actualizer().scanEnded();
    }

    private static void run(Partition partition, int transactions) {
        Client client = partition.client();
        Flusher flusher = partition.flusher();
        for (int i = 0; i < transactions; i++) {
            client.start(partition.admission(), CoreDriver.KIND, i % 10);
            client.next(partition.admission(), CoreDriver.A);
            client.next(partition.admission(), CoreDriver.B);
            client.use(partition.admission(), CoreDriver.A, 500);
            client.flush();
            flusher.step();
            flusher.synced();
            flusher.written();
            flusher.step();
        }
    }

    private static final class KnowsAll implements Cache {
        @Override
        public long get(long wsId, int seqId) {
            return 7;
        }

        @Override
        public void put(long wsId, int seqId, long number) {}

        @Override
        public void clear() {}
    }
}
