package io.isequencer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command finish properly on SIGTERM, SIGINT and SIGHUP: the JVM waits until it has, or until the time is over, and then
 * exits with 128 + signal, or with the exit code that the command has chosen.
 *
 * <ul>
 *   <li><i>Threading:</i> the stop action runs in a thread of the JVM's shutdown.
 *   <li><i>Units:</i> waits at most {@link #TIMEOUT_SECONDS}.
 * </ul>
 */
public final class StopSignal {
    static final int TIMEOUT_SECONDS = 30;

    private final CountDownLatch latch = new CountDownLatch(1);
    private final Thread hook;
    private volatile ExitCode exitCode;

    private StopSignal(Runnable stop) {
        hook = new Thread(() -> stopAndWait(stop), "isequencer-stop");
    }

    /** From now on a signal runs the action, and then waits for {@link #finished}. */
    public static StopSignal install(Runnable stop) {
        StopSignal signal = new StopSignal(stop);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** The exit code of a command whose result counts although a signal has ended it; to be followed by {@link #finished}. */
    public void exitWith(ExitCode code) {
        exitCode = code;
    }

    /** The command has finished. */
    public void finished() {
        latch.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook runs, and now ends.
        }
    }

    private void stopAndWait(Runnable stop) {
        stop.run();
        try {
            latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (exitCode != null) {
            // The only way to leave with a code of our own once the JVM shuts down.
            Runtime.getRuntime().halt(exitCode.code());
        }
    }
}
