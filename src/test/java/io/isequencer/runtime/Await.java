package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what other threads do.
 *
 * <p>A wait with a time-out of its own looks once more when that is over, and then answers as if it had been woken. So
 * a wake-up that was lost passes as a slow one, unless somebody looks at the time: {@link #ready} and {@link #idle} do.
 */
final class Await {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    /** Far more than a busy machine needs, and less than the time-out of a test class. */
    private static final long TIMEOUT_MS = 100_000;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - begin < LIMIT_NANOS, what);
            LockSupport.parkNanos(100_000);
        }
    }

    /** Waits until the sequencer tells that it is ready. */
    static void ready(Sequencer sequencer) throws InterruptedException {
        woken("ready", TIMEOUT_MS, sequencer::awaitReady);
    }

    /** Waits until the sequencer tells that it is idle. */
    static void idle(Sequencer sequencer) throws InterruptedException {
        woken("idle", TIMEOUT_MS, sequencer::awaitIdle);
    }

    static void woken(String what, long timeoutMs, Wait wait) throws InterruptedException {
        long begin = System.nanoTime();
        boolean reached = wait.upTo(timeoutMs);
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(
                reached && tookMs < timeoutMs,
                () -> "nobody woke who waits for it: waitingFor=" + what + ", reached=" + reached + ", tookMs=" + tookMs
                        + ", timeoutMs=" + timeoutMs);
    }

    /** A call with a time-out; returns whether what it waits for is so. */
    interface Wait {
        boolean upTo(long timeoutMs) throws InterruptedException;
    }

    static void noThreadLeft() {
        until("no thread of a runtime is left", () -> threads().isEmpty());
    }

    static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("isequencer-"))
                .toList();
    }
}
