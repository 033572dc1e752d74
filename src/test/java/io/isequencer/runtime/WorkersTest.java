package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WorkersTest {
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    private final Workers workers = new Workers(2, 120_000);

    @AfterEach
    void end() {
        workers.close();
    }

    @Test
    void workIsDoneInDaemonsThatEndWithTheCrew() throws Exception {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        CompletableFuture<Thread> timer = new CompletableFuture<>();
        workers.execute(() -> worker.complete(Thread.currentThread()));
        workers.schedule(0, () -> timer.complete(Thread.currentThread()));
        String name = worker.get(120, TimeUnit.SECONDS).getName();
        assertTrue(name.matches("isequencer-worker-[12]"), name);
        assertEquals("isequencer-timer-1", timer.get(120, TimeUnit.SECONDS).getName());
        assertTrue(worker.get().isDaemon() && timer.get().isDaemon());
        workers.close();
        for (Thread thread : new Thread[] {worker.get(), timer.get()}) {
            Await.until(thread.getName() + " has ended", () -> !thread.isAlive());
        }
    }

    @Test
    void allThreadsAreThereFromTheBeginning() {
        List<String> all = List.of("isequencer-timer-1", "isequencer-worker-1", "isequencer-worker-2");
        // Those of a crew that has ended before may need a moment to end.
        Await.until(
                "two workers and a timer, though there is no work: " + all,
                () -> Await.threads().stream()
                        .map(Thread::getName)
                        .sorted()
                        .toList()
                        .equals(all));
    }

    @Test
    void twoPiecesOfWorkRunSideBySide() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            workers.execute(() -> {
                both.countDown();
                assertTrue(comes(both));
            });
        }
        assertTrue(comes(both));
    }

    @Test
    void aCancelledDelayIsForgotten() {
        WeakReference<Future<?>> delay = new WeakReference<>(workers.schedule(HOUR_MS, () -> {}));
        delay.get().cancel(false);
        Await.until("a cancelled delay is garbage", () -> {
            System.gc();
            return delay.get() == null;
        });
    }

    @Test
    void workThatComesAfterTheEndIsDropped() {
        workers.close();
        workers.execute(() -> {
            throw new AssertionError("the crew has ended");
        });
    }

    @Test
    void closeWaitsForTheWorkThatIsUnderWay() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        workers.execute(() -> {
            entered.countDown();
            passed.complete(comes(open));
        });
        assertTrue(comes(entered));
        Elsewhere<Void> closer = new Elsewhere<>(() -> {
            workers.close();
            return null;
        });
        assertTrue(closer.waits());
        open.countDown();
        closer.answer();
        assertTrue(passed.getNow(false));
    }

    @Test
    void workThatHangsIsInterruptedInTheEnd() {
        Workers impatient = new Workers(1, 1);
        CountDownLatch interrupted = hang(impatient);
        impatient.close();
        assertTrue(comes(interrupted));
    }

    @Test
    void anInterruptedCloserWaitsNoLongerAndKeepsItsInterrupt() {
        CountDownLatch interrupted = hang(workers);
        Thread.currentThread().interrupt();
        workers.close();
        assertTrue(Thread.interrupted());
        assertTrue(comes(interrupted));
    }

    /** Begins work that ends when it is interrupted; returns what it tells then. */
    static CountDownLatch hang(Workers workers) {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        workers.execute(() -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertTrue(comes(entered));
        return interrupted;
    }

    private static boolean comes(CountDownLatch latch) {
        try {
            return latch.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
