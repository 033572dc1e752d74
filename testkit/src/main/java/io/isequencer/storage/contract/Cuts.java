package io.isequencer.storage.contract;

import io.isequencer.api.StorageException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Calls in threads while their connections are cut, and what they were told. */
final class Cuts {
    private static final int CUTS = 5;
    private static final int CALLS_BETWEEN = 30;
    private static final int MAX_CALLS = 20_000;
    private static final int TRIES = 100;
    private static final long TRY_PAUSE_MS = 100;

    private Cuts() {}

    /** What a call was told. */
    enum Outcome {
        DONE,
        SURELY_NOT,
        UNKNOWN;

        boolean allows(boolean happened, boolean notHappened) {
            return switch (this) {
                case DONE -> happened;
                case SURELY_NOT -> notHappened;
                case UNKNOWN -> happened || notHappened;
            };
        }

        static Outcome of(EngineRule.Body call) throws Exception {
            try {
                call.run();
                return DONE;
            } catch (StorageException e) {
                return e.definite() ? SURELY_NOT : UNKNOWN;
            }
        }
    }

    /** One of the calls of a thread, from 0. */
    interface Call {
        void make(int thread, int n) throws Exception;
    }

    /** Each thread makes calls until all cuts are over. */
    static void during(int threads, Bench<?> bench, Call call) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        InThreads.run(threads + 1, thread -> {
            if (thread == threads) {
                cut(bench, calls, over);
                return;
            }
            for (int n = 0; !over.get() && n < MAX_CALLS; n++) {
                call.make(thread, n);
                calls.incrementAndGet();
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            }
        });
    }

    private static void cut(Bench<?> bench, AtomicInteger calls, AtomicBoolean over) throws Exception {
        try {
            for (int i = 1; i <= CUTS; i++) {
                while (calls.get() < i * CALLS_BETWEEN
                        && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
                }
                bench.cut();
            }
            int last = calls.get() + CALLS_BETWEEN;
            while (calls.get() < last && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            }
        } finally {
            over.set(true);
        }
    }

    /** Connections are back: some tries later at most, calls must succeed again. */
    static void untilItWorks(EngineRule rule, EngineRule.Body call) throws Exception {
        for (int i = 1; Outcome.of(call) != Outcome.DONE; i++) {
            rule.require(i < TRIES, () -> "calls must succeed again when connections are back: tries=" + TRIES);
            Thread.sleep(TRY_PAUSE_MS);
        }
    }
}
