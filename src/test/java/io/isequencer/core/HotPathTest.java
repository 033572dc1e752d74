package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Cache;
import io.isequencer.spi.StepListener;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Nobody listens, nothing is allocated: not for a transaction, and not for the flush behind it. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class HotPathTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Partition partition =
            new Partition(SequencerParams.of(CoreDriver.TYPES), new KnowsAll(), StepListener.NONE);

    @Test
    void aTransactionAndItsFlushAllocateNothing() {
        partition.actualizer().step();
        partition.actualizer().checkpointRead(1);
        partition.actualizer().scanEnded();
        run(100);
        long before = allocated();
        long nothing = allocated() - before;
        before = allocated();
        run(2_000);
        assertEquals(0, allocated() - before - nothing);
    }

    private void run(int transactions) {
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

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
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
