package io.isequencer.oracle.drive;

import io.isequencer.oracle.wire.LineSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a stream at a line that is too long, at once: a line without an end would never be one.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader.
 *   <li><i>Errors:</i> {@link TooLongException}.
 * </ul>
 */
final class LineGuard extends FilterInputStream {
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
        for (int i = from; i < from + read; i++) {
            sinceFeed = bytes[i] == '\n' ? 0 : sinceFeed + 1;
            if (sinceFeed >= LineSource.MAX_LINE_BYTES) {
                throw new TooLongException();
            }
        }
        return read;
    }
}
