package io.isequencer.cli.sequence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Objects;

/**
 * Lines about a run, on their way into a file. What is written is kept in memory until {@link #flush}; the steps that
 * are recorded, in whatever thread, thus never wait for the disk and never fail because of it.
 *
 * <p>Two ways to keep. A recording that {@linkplain #hold holds} writes nothing before a flush, so that the file
 * never mentions more than was durable then. Others write once much has collected; a failure is kept and comes out at
 * the next flush.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Durability:</i> what was flushed is the operating system's: it outlives this process, not a power failure.
 *   <li><i>Errors:</i> {@link #flush} and {@link #close} throw what the file throws, after the first failure always.
 *   <li><i>Units:</i> sizes in characters.
 * </ul>
 */
final class Recording extends Writer {
    static final int MUCH = 256 * 1024;

    private final Writer file;
    private StringBuilder kept = new StringBuilder();
    private boolean held;
    private boolean failed;
    private boolean closed;

    /** @param file one that goes on to fail once it has */
    Recording(Writer file) {
        this.file = Objects.requireNonNull(file, "file");
    }

    /** From now on nothing is given away before a flush. */
    void hold() {
        synchronized (lock) {
            held = true;
        }
    }

    /** Whether so much is kept that it is time for a flush. */
    boolean full() {
        synchronized (lock) {
            return kept.length() >= MUCH * (held ? 16 : 1);
        }
    }

    @Override
    public void write(char[] characters, int from, int length) {
        synchronized (lock) {
            kept.append(characters, from, length);
            spill();
        }
    }

    @Override
    public void write(String text) {
        synchronized (lock) {
            kept.append(text);
            spill();
        }
    }

    @Override
    public void write(int character) {
        synchronized (lock) {
            kept.append((char) character);
            spill();
        }
    }

    @Override
    public void flush() {
        synchronized (lock) {
            give();
            if (failed) {
                // Once more, for an exception of its own: one that is thrown twice cannot be suppressed by itself.
                flushFile();
                throw new IllegalStateException("a file that failed must go on to fail: failed=true");
            }
            flushFile();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                flush();
            } finally {
                closeFile();
            }
        }
    }

    private void spill() {
        if (!held && kept.length() >= MUCH) {
            give();
        }
    }

    private void give() {
        try {
            if (!failed) {
                file.write(kept.toString());
            }
        } catch (IOException | RuntimeException e) {
            failed = true;
        }
        // After a failure there is no use for it: a line after a gap would tell of something that was not so.
        kept = new StringBuilder();
    }

    private void flushFile() {
        try {
            file.flush();
        } catch (IOException e) {
            failed = true;
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
