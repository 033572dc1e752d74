package io.isequencer.oracle.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads lines of a bounded length. A line that is too long is reported as soon as it is, since it may never end; it is not kept,
 * and reading continues with the next line.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader; {@link #unfinished} may be called by any thread.
 *   <li><i>Errors:</i> {@link IOException} of the stream.
 *   <li><i>Units:</i> bytes, the line feed counted.
 * </ul>
 */
public final class BoundedLines implements Closeable {
    /** The longest line, with its line feed. */
    public static final int MAX_LINE_BYTES = 65_536;

    private static final int HEAD_BYTES = 80;

    private final InputStream in;
    private final byte[] chunk = new byte[16_384];
    private int begin;
    private int end;
    /** What has come of a line whose end has not come yet. */
    private final byte[] line = new byte[MAX_LINE_BYTES];

    private int size;
    /** Whether the line at hand is too long, and the rest of it is passed over. */
    private boolean passing;

    public BoundedLines(InputStream in) {
        this.in = Objects.requireNonNull(in, "in");
    }

    /**
     * A line as it came in.
     *
     * @param text without the line feed; empty if it was too long
     * @param tooLong whether it exceeds {@link #MAX_LINE_BYTES}
     * @param utf8 whether its bytes were UTF-8; if not, {@code text} has replacement characters
     */
    public record Line(String text, boolean tooLong, boolean utf8) {
        private static final Line TOO_LONG = new Line("", true, true);
    }

    /**
     * What has come of a line whose line feed has not come.
     *
     * @param bytes how many
     * @param head the first of them, fit to be shown
     */
    public record Unfinished(int bytes, String head) {
        /** Nothing: each line that began has ended. */
        public static final Unfinished NOTHING = new Unfinished(0, "");
    }

    /** The next line, or null at the end of the input. The last one needs no line feed. */
    public Line next() throws IOException {
        while (true) {
            int feed = indexOfFeed();
            int until = feed < 0 ? end : feed;
            boolean exceeds = !passing && !keep(until);
            begin = until;
            if (exceeds) {
                passing = true;
                return Line.TOO_LONG;
            }
            if (feed < 0) {
                begin = 0;
                end = Math.max(in.read(chunk), 0);
                if (end == 0) {
                    return size > 0 ? take() : null;
                }
            } else {
                begin++;
                if (!passing) {
                    return take();
                }
                passing = false;
            }
        }
    }

    /** The line that has begun and not ended; nothing of it if the last thing that came was a line feed. */
    public synchronized Unfinished unfinished() {
        return new Unfinished(size, Escaped.bytes(Arrays.copyOf(line, Math.min(size, HEAD_BYTES))));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int indexOfFeed() {
        for (int i = begin; i < end; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Whether there was room for it, and for a line feed. */
    private synchronized boolean keep(int until) {
        int length = until - begin;
        boolean fits = size + length < MAX_LINE_BYTES;
        if (fits) {
            System.arraycopy(chunk, begin, line, size, length);
        }
        size = fits ? size + length : 0;
        return fits;
    }

    private synchronized Line take() {
        ByteBuffer bytes = ByteBuffer.wrap(line, 0, size);
        size = 0;
        try {
            return new Line(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), false, true);
        } catch (CharacterCodingException e) {
            return new Line(StandardCharsets.UTF_8.decode(bytes.rewind()).toString(), false, false);
        }
    }
}
