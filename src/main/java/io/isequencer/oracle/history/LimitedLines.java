package io.isequencer.oracle.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses a line that is too long while it goes by, so that none can fill the memory.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader.
 *   <li><i>Errors:</i> {@link BadHistoryException}.
 *   <li><i>Units:</i> bytes, the line feed not counted.
 * </ul>
 */
final class LimitedLines extends FilterInputStream {
    /** A write of a full batch of our own has about 20 kB. */
    static final int MAX_LINE_BYTES = 1024 * 1024;

    private long lines;
    private int length;

    LimitedLines(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        int read = super.read(bytes, from, count);
        int begin = from;
        for (int i = from; i < from + read; i++) {
            if (bytes[i] == '\n') {
                require(length + i - begin);
                lines++;
                length = 0;
                begin = i + 1;
            }
        }
        if (read != -1) {
            length += from + read - begin;
            require(length);
        }
        return read;
    }

    private void require(int bytes) {
        if (bytes > MAX_LINE_BYTES) {
            throw new BadHistoryException(
                    lines + 1, "a line must be at most " + MAX_LINE_BYTES + " bytes: size>" + MAX_LINE_BYTES);
        }
    }
}
