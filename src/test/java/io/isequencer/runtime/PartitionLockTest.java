package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.core.Partition;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class PartitionLockTest {
    private final Partition partition = new Partition(World.PARAMS, new LruCache(1), StepListener.NONE);
    private final PartitionLock lock = new PartitionLock(partition);
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void eachStepPublishesTheAdmission() {
        assertEquals(Busy.ACTUALIZING.code(), lock.admission());
        lock.step(Partition::close);
        assertEquals(Partition.CLOSED, lock.admission());
    }

    @Test
    void eachStepIsReported() {
        lock.afterStep(told::incrementAndGet);
        lock.step(each -> {});
        assertEquals(1, told.get());
        assertEquals("x", lock.call(each -> "x"));
        assertEquals(2, told.get());
    }

    @Test
    void aStepThatThrowsIsReportedTooAndReleasesTheLock() throws Exception {
        lock.afterStep(told::incrementAndGet);
        assertThrows(
                IllegalStateException.class,
                () -> lock.step(each -> {
                    each.close();
                    throw new IllegalStateException("planned");
                }));
        assertThrows(
                IllegalStateException.class,
                () -> lock.call(each -> {
                    throw new IllegalStateException("planned");
                }));
        assertEquals(Partition.CLOSED, lock.admission());
        assertEquals(2, told.get());
        assertFree();
    }

    @Test
    void whoThrowsWhenToldOfAStepDoesNotKeepTheLock() throws Exception {
        AtomicBoolean throwing = new AtomicBoolean(true);
        lock.afterStep(() -> {
            if (throwing.get()) {
                throw new OutOfMemoryError("planned");
            }
        });
        assertThrows(OutOfMemoryError.class, () -> lock.step(Partition::close));
        assertThrows(OutOfMemoryError.class, () -> lock.call(each -> "x"));
        throwing.set(false);
        assertFree();
    }

    @Test
    void whatHoldsIsNotWaitedFor() throws InterruptedException {
        assertTrue(lock.await(Partition::actualizing, 0));
        assertFalse(lock.await(Partition::closing, 0));
        assertFalse(lock.await(Partition::closing, 1));
        assertTrue(lock.awaitUninterruptibly(Partition::actualizing, System.nanoTime()));
        assertFalse(lock.awaitUninterruptibly(Partition::closing, System.nanoTime()));
    }

    @Test
    void aWaiterIsWokenByTheStepThatItWaitsFor() throws Exception {
        Elsewhere<Boolean> waiter = new Elsewhere<>(
                () -> lock.awaitUninterruptibly(Partition::closing, System.nanoTime() + TimeUnit.SECONDS.toNanos(30)));
        assertTrue(waiter.waits());
        lock.step(Partition::close);
        assertTrue(waiter.answer());
        assertFree();
    }

    @Test
    void aStepThatChangesNothingForAWaiterDoesNotWakeIt() throws Exception {
        Thread stepping = Thread.currentThread();
        AtomicInteger looks = new AtomicInteger();
        Elsewhere<Boolean> waiter = new Elsewhere<>(() -> lock.awaitUninterruptibly(
                each -> {
                    looks.addAndGet(Thread.currentThread() == stepping ? 0 : 1);
                    return each.closing();
                },
                System.nanoTime() + TimeUnit.SECONDS.toNanos(30)));
        Elsewhere<Boolean> other = new Elsewhere<>(() ->
                lock.awaitUninterruptibly(Partition::inTransaction, System.nanoTime() + TimeUnit.SECONDS.toNanos(30)));
        Await.until("it has looked", () -> looks.get() == 1);
        assertTrue(waiter.waits() && other.waits());
        for (int i = 0; i < 10; i++) {
            lock.step(each -> {});
            assertTrue(waiter.waits());
        }
        assertEquals(1, looks.get());
        lock.step(Partition::close);
        assertTrue(waiter.answer());
        assertEquals(2, looks.get());
        assertTrue(other.waits(), "one that waits for something else waits on");
    }

    @Test
    void anInterruptEndsOnlyTheWaitThatAllowsIt() throws InterruptedException {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> lock.await(Partition::actualizing, 1_000));
        assertFalse(Thread.currentThread().isInterrupted());
        Thread.currentThread().interrupt();
        assertTrue(lock.awaitUninterruptibly(Partition::actualizing, System.nanoTime() + 1_000_000_000L));
        assertTrue(Thread.interrupted());
        assertFalse(lock.awaitUninterruptibly(Partition::closing, System.nanoTime()));
        assertFalse(Thread.interrupted());
    }

    private void assertFree() throws Exception {
        Elsewhere<String> other = new Elsewhere<>(() -> lock.call(each -> "free"));
        assertFalse(other.waits());
        assertEquals("free", other.answer());
    }
}
