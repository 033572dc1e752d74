package io.isequencer.storage.segment;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Work that one thread at a time does for all. The others do not queue for it: all who wait look, when it has ended,
 * whether it did their part as well. In a queue they would stand behind whoever has just had the turn and takes it again
 * before the first of them is awake.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; an interrupt ends no wait.
 * </ul>
 */
final class SharedTurn {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean taken;

    /**
     * Waits for the turn for as long as it is needed.
     *
     * @param needed is asked first, and whenever a turn has ended; what it throws ends the wait
     * @return whether the caller has the turn, which it must {@link #end}
     */
    boolean takeIf(BooleanSupplier needed) {
        lock.lock();
        try {
            while (needed.getAsBoolean()) {
                if (!taken) {
                    taken = true;
                    return true;
                }
                ended.awaitUninterruptibly();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            taken = false;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
