package io.isequencer.oracle.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Cuts a stream into blocks of whole lines, so that a parser runs over many lines and each can still be found again.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadHistoryException} for a line that is too long, so that none can fill the memory.
 *   <li><i>Units:</i> bytes; the block is {@code bytes[0..end)}; lines count from 1.
 * </ul>
 */
final class LineBlocks implements AutoCloseable {
    /** A write of a full batch of our own has about 20 kB. The line feed is not counted. */
    static final int MAX_LINE_BYTES = 1024 * 1024;

    static final int READ_BYTES = 256 * 1024;

    private final InputStream in;
    private byte[] bytes = new byte[2 * READ_BYTES];
    private int end;
    /** Up to here the stream was read; from {@link #end} on it is the beginning of a line. */
    private int limit;

    private long firstLine = 1;
    private boolean ended;

    LineBlocks(InputStream in) {
        this.in = Objects.requireNonNull(in, "in");
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return end;
    }

    /** The number of the block's first line. */
    long firstLine() {
        return firstLine;
    }

    /** Whether the block is what the stream has behind its last line feed. */
    boolean endsOpen() {
        return ended && end > 0;
    }

    /**
     * Goes on to the next block; what was not used of this one is past.
     *
     * @return false at the end of the stream
     */
    boolean next() throws IOException {
        firstLine += lineFeeds(0, end);
        keepRest();
        int scanned = 0;
        while (!ended) {
            makeRoom();
            int read = in.read(bytes, limit, READ_BYTES);
            if (read < 0) {
                ended = true;
            } else {
                limit += read;
                end = afterLastLineFeed(scanned);
                if (end > 0) {
                    // Each other line has come with this read, which is shorter than a line may be.
                    requireShort(lineEnd(0));
                    return true;
                }
                requireShort(limit);
                scanned = limit;
            }
        }
        end = limit;
        return end > 0;
    }

    /** Where the line that begins at a position ends: at its line feed, or at the block's end. */
    int lineEnd(int lineBegin) {
        int at = lineBegin;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    long lineFeeds(int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void keepRest() {
        System.arraycopy(bytes, end, bytes, 0, limit - end);
        limit -= end;
        end = 0;
    }

    private int afterLastLineFeed(int from) {
        int at = limit;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at > from ? at : 0;
    }

    private void makeRoom() {
        if (bytes.length - limit < READ_BYTES) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    private void requireShort(int size) {
        if (size > MAX_LINE_BYTES) {
            throw new BadHistoryException(
                    firstLine, "a line must be at most " + MAX_LINE_BYTES + " bytes: size>" + MAX_LINE_BYTES);
        }
    }
}
