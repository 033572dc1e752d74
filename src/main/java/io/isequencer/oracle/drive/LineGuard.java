package io.isequencer.oracle.drive;

import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.LineSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Ends a stream at a line that is too long, at once: a line without an end would never be one. Tells what has come of a
 * line whose end has not come yet.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader; {@link #unfinished} may be called by any thread.
 *   <li><i>Errors:</i> {@link TooLongException}.
 * </ul>
 */
final class LineGuard extends FilterInputStream {
    private static final int KEPT_BYTES = 80;

    private final byte[] head = new byte[KEPT_BYTES];
    private int sinceFeed;

    LineGuard(InputStream in) {
        super(in);
    }

    /** A line without an end. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(bytes, from, read);
        return read;
    }

    private synchronized void count(byte[] bytes, int from, int read) throws TooLongException {
        for (int i = from; i < from + read; i++) {
            if (bytes[i] == '\n') {
                sinceFeed = 0;
                continue;
            }
            if (sinceFeed < KEPT_BYTES) {
                head[sinceFeed] = bytes[i];
            }
            sinceFeed++;
            if (sinceFeed >= LineSource.MAX_LINE_BYTES) {
                throw new TooLongException();
            }
        }
    }

    /** The line that has begun and not ended; nothing of it if the last thing that came was a line feed. */
    synchronized Unfinished unfinished() {
        return new Unfinished(sinceFeed, Escaped.bytes(Arrays.copyOf(head, Math.min(sinceFeed, KEPT_BYTES))));
    }
}
