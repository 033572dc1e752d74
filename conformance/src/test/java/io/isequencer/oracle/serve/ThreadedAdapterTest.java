package io.isequencer.oracle.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Sequencer;
import io.isequencer.oracle.wire.Json;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadedAdapterTest {
    /** So long does the close that is slow to begin let others be first. */
    private static final long SLOW_TO_BEGIN_NANOS = 200_000_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Channel channel = new Channel(OutputStream.nullOutputStream());
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicBoolean tickedBeforeItBegan = new AtomicBoolean();
    private final CountDownLatch closes = new CountDownLatch(1);
    private final VirtualTime time = new VirtualTime() {
        @Override
        public void tick(long ms) {
            ticks.incrementAndGet();
        }

        @Override
        public long wakeInMs() {
            return NEVER;
        }

        @Override
        public int running() {
            return 0;
        }
    };

    @AfterEach
    void end() {
        closes.countDown();
        threads.shutdownNow();
    }

    @Test
    void noTimePassesBeforeACloseHasBegun() {
        ThreadedAdapter adapter =
                new ThreadedAdapter(channel, threads, threads, (params, storage, log) -> slow(), time, () -> {});
        ObjectNode open = Json.object().put("owner", 1);
        open.putArray("seqTypes")
                .addObject()
                .put("wsKind", 1)
                .putArray("seqs")
                .addObject()
                .put("seqId", 1)
                .put("initial", "1");
        open.putObject("limits")
                .put("maxUnflushedValues", 10)
                .put("cacheSize", 10)
                .put("retryDelayMs", 1)
                .put("closeTimeoutMs", 1);
        adapter.take(new Request(channel, 1, "open", open));
        adapter.take(new Request(channel, 2, "close", Json.object()));
        adapter.take(new Request(channel, 3, "tick", Json.object().put("ms", 10)));
        assertFalse(tickedBeforeItBegan.get());
        assertEquals(1, ticks.get());
    }

    private Sequencer slow() {
        return (Sequencer) Proxy.newProxyInstance(
                Sequencer.class.getClassLoader(), new Class<?>[] {Sequencer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        long begin = System.nanoTime();
                        while (ticks.get() == 0 && System.nanoTime() - begin < SLOW_TO_BEGIN_NANOS) {
                            Thread.onSpinWait();
                        }
                        tickedBeforeItBegan.set(ticks.get() > 0);
                        closes.await();
                    }
                    return null;
                });
    }
}
