package io.isequencer.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many bytes a piece of work allocates in each of several rounds.
 *
 * <p>The JVM's count is of the calling thread alone, but not of the work alone. Whoever makes HotSpot ask its optimising
 * compiler for a method first makes the strings among the constants of that class, in his own thread: the texts of
 * errors that are never thrown, some 48 to 1,200 bytes, in some of the first 150 rounds of 2,000 transactions; with the
 * first compiler alone there are none. No round after that pays for it again. What the work itself allocates comes each
 * time: an allocation per call, or one in a round, is in every round. So {@link #least} says what the work needs, and
 * {@link #total} bounds what is rarer than once in a round.
 *
 * @param least of the rounds, in bytes
 * @param total of the rounds, in bytes
 */
public record Allocation(long least, long total) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    public static Allocation of(int rounds, Runnable work) {
        long asking = asking(rounds);
        long least = Long.MAX_VALUE;
        long total = 0;
        for (int i = 0; i < rounds; i++) {
            long before = bytes();
            work.run();
            long round = bytes() - before - asking;
            least = Math.min(least, round);
            total += round;
        }
        return new Allocation(least, total);
    }

    /** What asking for the count costs. */
    private static long asking(int rounds) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            long before = bytes();
            least = Math.min(least, bytes() - before);
        }
        return least;
    }

    private static long bytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
