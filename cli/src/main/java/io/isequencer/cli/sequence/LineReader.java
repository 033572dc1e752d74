package io.isequencer.cli.sequence;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads lines ahead in a thread of its own, so that the consumer can tell an idle input from a busy one.
 *
 * <p>Lines are handed over as they arrive: a batch is what one read brought. The last line needs no line feed.
 *
 * <ul>
 *   <li><i>Threading:</i> one consumer; {@link #stop} from any thread.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#MISSING_FILE} if the input cannot be read, or the one that
 *       the input itself throws. An {@link Error} of the reading thread is thrown to the consumer.
 *   <li><i>Units:</i> holds at most {@link #MAX_BATCHES} batches of {@link #CHUNK_BYTES} plus a line each.
 * </ul>
 */
final class LineReader implements Runnable {
    /** The longest line, without its line feed; a longer one is read past, not kept. */
    static final int MAX_LINE_BYTES = 1024 * 1024;

    static final int CHUNK_BYTES = 64 * 1024;
    static final int MAX_BATCHES = 16;

    private static final byte[] EMPTY = {};

    private final InputStream in;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(MAX_BATCHES);
    private final LineDigest digest = new LineDigest();
    private byte[] partial = new byte[256];
    private int partialSize;
    private boolean tooLong;
    private long lineNumber;
    private volatile boolean stopped;

    private record Batch(List<InputLine> lines, boolean last, Throwable failure) {}

    private LineReader(InputStream in) {
        this.in = in;
    }

    static LineReader start(InputStream in) {
        LineReader reader = new LineReader(in);
        Thread thread = new Thread(reader, "isequencer-input");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /**
     * The next lines.
     *
     * @param beforeWait runs if there are none yet, and before a failure is thrown
     * @return null at the end of the input, or after {@link #stop}
     */
    List<InputLine> take(Runnable beforeWait) {
        Batch batch = queue.poll();
        if (batch == null && !stopped) {
            beforeWait.run();
            batch = await();
        }
        if (stopped || batch == null || batch.last()) {
            if (!stopped && batch != null && batch.failure() != null) {
                // The end is near: what came before shall be acknowledged.
                beforeWait.run();
                throw failed(batch.failure());
            }
            return null;
        }
        return batch.lines();
    }

    private static CliException failed(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof CliException said
                ? said
                : new CliException(
                        ExitCode.MISSING_FILE, "input must be readable: reason=" + failure.getMessage(), failure);
    }

    /** Ends the reading: {@link #take} gives no more. */
    void stop() {
        stopped = true;
        // Frees the reader if it waits for room, and leaves room for what wakes the consumer.
        queue.clear();
        queue.offer(new Batch(List.of(), true, null));
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            byte[] chunk = new byte[CHUNK_BYTES];
            int size = in.read(chunk);
            while (size >= 0 && !stopped) {
                put(new Batch(split(chunk, size), false, null));
                size = in.read(chunk);
            }
            if (partialSize > 0 || tooLong) {
                put(new Batch(List.of(endLine()), false, null));
            }
        } catch (Throwable e) {
            // Whoever waits for lines must be told, or he waits forever.
            failure = e;
        }
        put(new Batch(List.of(), true, failure));
    }

    private List<InputLine> split(byte[] chunk, int size) {
        List<InputLine> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < size; i++) {
            if (chunk[i] == '\n') {
                keep(chunk, begin, i);
                lines.add(endLine());
                begin = i + 1;
            }
        }
        keep(chunk, begin, size);
        return lines;
    }

    private void keep(byte[] chunk, int begin, int end) {
        int length = end - begin;
        digest.update(chunk, begin, length);
        if (tooLong || partialSize + length > MAX_LINE_BYTES) {
            tooLong = true;
            return;
        }
        if (partialSize + length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(partialSize + length, partial.length * 2));
        }
        System.arraycopy(chunk, begin, partial, partialSize, length);
        partialSize += length;
    }

    private InputLine endLine() {
        lineNumber++;
        byte[] bytes = tooLong ? EMPTY : Arrays.copyOf(partial, partialSize);
        InputLine line = new InputLine(lineNumber, bytes, tooLong, digest.endLine());
        partialSize = 0;
        tooLong = false;
        return line;
    }

    private void put(Batch batch) {
        if (batch.lines().isEmpty() && !batch.last()) {
            return;
        }
        boolean done = false;
        while (!done && !stopped) {
            try {
                queue.put(batch);
                done = true;
            } catch (InterruptedException e) {
                // Nobody has reason to interrupt this thread; stop() ends it.
                done = stopped;
            }
        }
    }

    private Batch await() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            stopped = true;
            return null;
        }
    }
}
