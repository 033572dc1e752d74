package io.isequencer.oracle.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads the lines of one end. A line that is too long is read past and not kept, so that none can fill the memory.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader.
 *   <li><i>Errors:</i> {@link IOException} of the stream.
 *   <li><i>Units:</i> bytes, the line feed counted.
 * </ul>
 */
public final class LineSource {
    /** The longest line, with its line feed. */
    public static final int MAX_LINE_BYTES = 65_536;

    private final InputStream in;
    private final byte[] chunk = new byte[16_384];
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int begin;
    private int end;
    private int size;
    private boolean tooLong;

    public LineSource(InputStream in) {
        this.in = Objects.requireNonNull(in, "in");
    }

    /** The next line, or null at the end of the input. The last one needs no line feed. */
    public Line next() throws IOException {
        while (true) {
            int feed = indexOfFeed();
            if (feed >= 0) {
                keep(feed);
                begin = feed + 1;
                return take();
            }
            keep(end);
            begin = 0;
            end = Math.max(in.read(chunk), -1);
            if (end < 0) {
                end = 0;
                return size > 0 || tooLong ? take() : null;
            }
        }
    }

    private int indexOfFeed() {
        for (int i = begin; i < end; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void keep(int until) {
        int length = until - begin;
        if (tooLong || size + length >= MAX_LINE_BYTES) {
            tooLong = true;
            return;
        }
        System.arraycopy(chunk, begin, line, size, length);
        size += length;
    }

    private Line take() {
        Line taken = tooLong ? new Line("", true, true) : decoded();
        size = 0;
        tooLong = false;
        return taken;
    }

    private Line decoded() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, size))
                    .toString();
            return new Line(text, false, true);
        } catch (CharacterCodingException e) {
            return new Line(new String(line, 0, size, StandardCharsets.UTF_8), false, false);
        }
    }
}
