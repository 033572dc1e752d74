package io.isequencer.storage.contract;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where writers meet that are to race: left to chance, a race that is planted would show only most of the time. */
final class Encounter {
    private static final long ALONE_AFTER_MS = 5_000;

    private record Writer(long checkpoint, CountDownLatch wrote) {}

    private final Set<Long> threads = ConcurrentHashMap.newKeySet();
    private final Exchanger<Writer> meeting = new Exchanger<>();

    /** Whether somebody has waited in vain: then nobody waits any more. */
    private volatile boolean isOver;

    /**
     * Waits for another writer, if there has ever been one on another thread. Of two that meet the one with the lower
     * checkpoint writes last, and neither goes on before both have written.
     */
    void write(long checkpoint, Runnable work) {
        Writer self = new Writer(checkpoint, new CountDownLatch(1));
        threads.add(Thread.currentThread().getId());
        try {
            Writer other = threads.size() > 1 && !isOver ? other(self) : null;
            boolean last = other != null && checkpoint < other.checkpoint;
            if (last) {
                other.wrote.await();
            }
            work.run();
            self.wrote.countDown();
            if (other != null && !last) {
                other.wrote.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            self.wrote.countDown();
        }
    }

    /** Returns null if nobody comes. */
    private Writer other(Writer self) throws InterruptedException {
        try {
            return meeting.exchange(self, ALONE_AFTER_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException alone) {
            isOver = true;
            return null;
        }
    }
}
