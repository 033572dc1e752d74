package io.isequencer.cli.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is still being written: the end of a file is where more will come. A thread of its own reads ahead a little, so that
 * {@link #stop} is heard while nothing comes.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader; {@link #stop} from any thread.
 * </ul>
 */
final class Followed extends InputStream {
    private static final int PIECES = 16;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long PAUSE_MS = 50;
    private static final byte[] END = {};

    private final InputStream source;
    private final boolean grows;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean stopped;
    private volatile IOException failure;
    private byte[] piece = {};
    private int at;

    /**
     * Follows a stream.
     *
     * @param grows whether more may come behind its end, as in a file
     */
    Followed(InputStream source, boolean grows) {
        this.source = source;
        this.grows = grows;
        Thread pump = new Thread(this::pump, "isequencer-follow");
        pump.setDaemon(true);
        pump.start();
    }

    private void pump() {
        byte[] buffer = new byte[PIECE_BYTES];
        try {
            while (!stopped) {
                int read = source.read(buffer);
                if (read > 0) {
                    pieces.put(Arrays.copyOf(buffer, read));
                } else if (read < 0 && !grows) {
                    break;
                } else {
                    Thread.sleep(PAUSE_MS);
                }
            }
            pieces.put(END);
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was not read yet is left; the stream ends. */
    void stop() {
        stopped = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (at == piece.length) {
            if (stopped || piece == END) {
                return -1;
            }
            await();
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, from, count);
        at += count;
        return count;
    }

    private void await() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            byte[] next = pieces.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
            if (next != null) {
                piece = next;
                at = 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while following");
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        source.close();
    }
}
