package io.isequencer.oracle.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A pipe between threads. That of the JDK wants one thread at each end, forever.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; what is written at once is read at once.
 * </ul>
 */
public final class LinePipe {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> written = new LinkedBlockingQueue<>();

    /** What is written here can be read at the other end. Closing it ends that. */
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                written.add(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                byte[] copy = new byte[length];
                System.arraycopy(bytes, from, copy, 0, length);
                written.add(copy);
            }

            @Override
            public void close() {
                written.add(END);
            }
        };
    }

    public InputStream in() {
        return new InputStream() {
            private byte[] current = END;
            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                while (at == current.length) {
                    try {
                        current = written.take();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    at = 0;
                    if (current == END) {
                        written.add(END);
                        return -1;
                    }
                }
                int size = Math.min(length, current.length - at);
                System.arraycopy(current, at, bytes, from, size);
                at += size;
                return size;
            }
        };
    }
}
