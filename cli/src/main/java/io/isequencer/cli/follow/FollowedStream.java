package io.isequencer.cli.follow;

import io.isequencer.cli.input.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream that a thread of its own reads ahead.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader. The thread is a daemon: nothing ends a read that blocks.
 *   <li><i>Errors:</i> {@link Follower.StoppedException}; what the stream throws.
 *   <li><i>Units:</i> holds at most {@link #MAX_CHUNKS} chunks of {@link #CHUNK_BYTES}.
 * </ul>
 */
final class FollowedStream extends BlockInput {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MAX_CHUNKS = 16;
    private static final byte[] EMPTY = {};

    private final InputStream in;
    private final Follower follower;
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(MAX_CHUNKS);
    private Chunk chunk = new Chunk(EMPTY, null, false);
    private int position;

    private record Chunk(byte[] bytes, Throwable failure, boolean last) {}

    FollowedStream(InputStream in, Follower follower) {
        this.in = in;
        this.follower = follower;
        Thread thread = new Thread(this::readAhead, "isequencer-input");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (position == chunk.bytes.length && !chunk.last) {
            chunk = take();
            position = 0;
        }
        if (chunk.last) {
            throwFailure();
            return -1;
        }
        int size = Math.min(length, chunk.bytes.length - position);
        System.arraycopy(chunk.bytes, position, bytes, from, size);
        position += size;
        return size;
    }

    private void throwFailure() throws IOException {
        if (chunk.failure instanceof Error error) {
            throw error;
        }
        if (chunk.failure != null) {
            throw new IOException(chunk.failure.getMessage(), chunk.failure);
        }
    }

    private Chunk take() throws Follower.StoppedException {
        try {
            Chunk next = queue.poll();
            while (next == null) {
                follower.caughtUp();
                next = queue.poll(Follower.POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            return next;
        } catch (InterruptedException e) {
            throw Follower.interrupted();
        }
    }

    private void readAhead() {
        Throwable failure = null;
        try {
            byte[] bytes = new byte[CHUNK_BYTES];
            int size = in.read(bytes);
            while (size >= 0) {
                queue.put(new Chunk(Arrays.copyOf(bytes, size), null, false));
                size = in.read(bytes);
            }
        } catch (Throwable e) {
            // Whoever waits for more must be told, or would wait forever.
            failure = e;
        }
        try {
            queue.put(new Chunk(EMPTY, failure, true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
