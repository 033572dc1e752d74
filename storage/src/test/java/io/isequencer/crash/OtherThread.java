package io.isequencer.crash;

import java.util.function.BooleanSupplier;

/**
 * A thread beside the one that waits for an fsync. Only one of the two goes on at a time, so that a run can be repeated:
 * the other one waits until this has ended, or waits for the fsync itself.
 */
final class OtherThread {
    private static final long LOOK_EVERY_MS = 1;

    private final Thread thread;
    private volatile boolean late;
    private Throwable failure;

    /** @param piece returns whether there may be another one */
    OtherThread(int pieces, BooleanSupplier piece) {
        thread = new Thread(() -> work(pieces, piece), "beside-an-fsync");
        thread.setDaemon(true);
    }

    /** Lets it work until it has ended or is held up. */
    void goOn() {
        thread.start();
        do {
            join(LOOK_EVERY_MS);
        } while (thread.isAlive() && thread.getState() != Thread.State.BLOCKED);
        late = true;
        throwFailureIf(!thread.isAlive());
    }

    /** Waits for its end; throws what ended it. */
    void end() {
        join(0);
        throwFailureIf(true);
    }

    private void join(long timeoutMs) {
        try {
            thread.join(timeoutMs);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // From the moment that the fsync is over both would go on.
    private void work(int pieces, BooleanSupplier piece) {
        try {
            for (int i = 0; i < pieces && !late; i++) {
                if (!piece.getAsBoolean()) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void throwFailureIf(boolean ended) {
        if (ended && failure instanceof Error error) {
            throw error;
        }
        if (ended && failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
