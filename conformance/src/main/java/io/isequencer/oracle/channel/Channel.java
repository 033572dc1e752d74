package io.isequencer.oracle.channel;

import io.isequencer.oracle.wire.BoundedLines;
import java.io.IOException;

/**
 * A line to an adapter and back.
 *
 * <ul>
 *   <li><i>Errors:</i> none: an adapter that is gone shows as {@link Incoming.Ended}.
 * </ul>
 */
public interface Channel extends AutoCloseable {
    /** Starts an adapter. */
    interface Launcher {
        /** @throws IOException if it cannot be started */
        Channel launch() throws IOException;
    }

    /** The adapter cannot be started. */
    final class LaunchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LaunchException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Sends a line. Never blocks.
     *
     * @return false if the adapter does not read what it is sent
     */
    boolean send(String line);

    /** The next thing that came, or null if nothing did in that time. */
    Incoming receive(long waitMs);

    /** What it has written to standard output behind the last line feed. */
    default BoundedLines.Unfinished unfinished() {
        return BoundedLines.Unfinished.NOTHING;
    }

    /** What it wrote to standard error since {@link #forgetErrors}: the first of it, and the last. */
    String stderrTail();

    /** From now on only what is written to standard error later counts. */
    default void forgetErrors() {}

    /** Ends the adapter's process, from any thread: that shows as {@link Incoming.Ended}. Does nothing if it has none. */
    default void end() {}

    /** Ends the adapter, however it is, and waits until it has ended. */
    @Override
    void close();
}
