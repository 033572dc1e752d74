package io.isequencer.trace.validation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a stream of UTF-8, one at a time, as bytes of a buffer that is used again: none is kept.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IOException} of the source; {@link CharacterCodingException} from {@link #text}; {@link
 *       BadTraceException} for a line that is too long.
 * </ul>
 */
final class LineStream {
    /** Enough for a header with the numbers of a million keys. */
    private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private final InputStream in;
    private byte[] bytes = new byte[1 << 16];
    private int begin;
    private int filled;
    private int from;
    private int to;
    private boolean ended;
    private boolean whole;

    LineStream(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false if there is none. */
    boolean next() throws IOException {
        int searched = begin;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (bytes[i] == '\n') {
                    line(begin, i, i + 1, true);
                    return true;
                }
            }
            searched = filled;
            if (ended) {
                boolean rest = filled > begin;
                line(begin, filled, filled, false);
                return rest;
            }
            int before = begin;
            fill();
            searched -= before - begin;
        }
    }

    private void line(int first, int last, int next, boolean isWhole) {
        from = first;
        to = last > first && bytes[last - 1] == '\r' ? last - 1 : last;
        begin = next;
        whole = isWhole;
    }

    private void fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(bytes, begin, bytes, 0, filled - begin);
            filled -= begin;
            begin = 0;
        }
        if (filled == bytes.length) {
            if (filled >= MAX_LINE_BYTES) {
                throw new BadTraceException("line must be at most " + MAX_LINE_BYTES + " bytes");
            }
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(filled, 2));
        }
        int read = in.read(bytes, filled, bytes.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Whether a line feed ended it: otherwise its writer may have been cut off. */
    boolean isWhole() {
        return whole;
    }

    String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString();
    }
}
