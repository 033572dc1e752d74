package io.isequencer.cli.follow;

import io.isequencer.cli.input.BlockInput;
import io.isequencer.cli.input.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Reads what is still being written, until it is stopped: then each input ends behind the line that was being read, or
 * where its writer is.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader; {@link #stop} from any thread.
 * </ul>
 */
public final class Follower {
    /** For input that is whole. */
    public static final Watcher UNWATCHED = new Watcher() {};

    static final long POLL_MILLIS = 100;

    private final Watcher watcher;
    private final long pollMillis;
    private volatile boolean stopped;

    /** Is told how the reading goes, by the reader's thread. */
    public interface Watcher {
        /** More is about to be read. */
        default void reads() {}

        /** Everything that was written so far has been read. */
        default void waits() {}
    }

    public Follower(Watcher watcher) {
        this(watcher, POLL_MILLIS);
    }

    Follower(Watcher watcher, long pollMillis) {
        this.watcher = Objects.requireNonNull(watcher, "watcher");
        this.pollMillis = pollMillis;
    }

    public void stop() {
        stopped = true;
    }

    public boolean stopped() {
        return stopped;
    }

    /** A file that is still being written. */
    public FollowedFile file(Path path) throws IOException {
        return new FollowedFile(path, this);
    }

    /** A stream whose reads may block: a thread reads it, so that whoever waits for it can be stopped. */
    public InputStream stream(InputStream in) {
        return new FollowedStream(in, this);
    }

    /** A stream whose end is where more will come, as that of a file which is being written and stays in its place. */
    public InputStream growing(InputStream in) {
        return new Growing(in);
    }

    /** The text in an input, as {@link TextInput} has it. */
    public InputStream text(String role, InputStream source) {
        return new UntilStopped(new TextInput(role, source));
    }

    /** Waits a moment. */
    void await() throws StoppedException {
        caughtUp();
        try {
            TimeUnit.MILLISECONDS.sleep(pollMillis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** There is nothing to read yet. */
    void caughtUp() throws StoppedException {
        watcher.waits();
        if (stopped) {
            throw new StoppedException();
        }
    }

    static StoppedException interrupted() {
        Thread.currentThread().interrupt();
        return new StoppedException();
    }

    /** Whoever waited for input has been told to wait no longer. */
    static final class StoppedException extends InterruptedIOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Growing extends BlockInput {
        private final InputStream in;

        Growing(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int size = in.read(bytes, from, length);
            while (size < 0) {
                await();
                size = in.read(bytes, from, length);
            }
            return size;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Ends after the line in which it is stopped: what follows is not cut off, but not read. */
    private final class UntilStopped extends BlockInput {
        private final InputStream in;
        private boolean inLine;
        private boolean ended;

        UntilStopped(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            ended |= stopped && !inLine;
            int size = ended ? -1 : readOn(bytes, from, length);
            if (size > 0) {
                inLine = bytes[from + size - 1] != '\n';
            }
            return size;
        }

        private int readOn(byte[] bytes, int from, int length) throws IOException {
            try {
                watcher.reads();
                // What has been read when the stop comes counts, so that the end does not depend on when it was
                // noticed.
                boolean wasStopped = stopped;
                int size = in.read(bytes, from, length);
                return wasStopped ? lineIn(bytes, from, size) : size;
            } catch (StoppedException e) {
                return -1;
            }
        }

        private static int lineIn(byte[] bytes, int from, int size) {
            for (int i = 0; i < size; i++) {
                if (bytes[from + i] == '\n') {
                    return i + 1;
                }
            }
            return size;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
