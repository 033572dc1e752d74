package io.isequencer.oracle.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A pipe between threads. That of the JDK wants one thread at each end, forever. */
final class LinePipe {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> written = new LinkedBlockingQueue<>();

    OutputStream out() {
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

    InputStream in() {
        return new InputStream() {
            private ByteArrayInputStream current = new ByteArrayInputStream(END);

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (current.available() == 0) {
                    try {
                        byte[] next = written.take();
                        if (next == END) {
                            written.add(END);
                            return -1;
                        }
                        current = new ByteArrayInputStream(next);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                return current.read(bytes, from, length);
            }
        };
    }
}
