package io.isequencer.oracle.channel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A TCP connection to an adapter that somebody else started, treated as if it were the adapter's process: what ends is
 * the conversation. It has no standard error.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link Process}.
 *   <li><i>Errors:</i> {@link IOException} if nobody listens there.
 * </ul>
 */
final class Connection extends Process {
    private static final int CONNECT_MS = 5_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final CountDownLatch ended = new CountDownLatch(1);

    Connection(String host, int port) throws IOException {
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            // Messages are short, and each is waited for.
            socket.setTcpNoDelay(true);
            in = new Ending(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw new IOException("nobody listens: host=" + host + ", port=" + port + ", cause=" + e.getMessage(), e);
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }

    @Override
    public int waitFor() throws InterruptedException {
        ended.await();
        return 0;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    @Override
    public int exitValue() {
        if (ended.getCount() > 0) {
            throw new IllegalThreadStateException("connection must have ended");
        }
        return 0;
    }

    @Override
    public void destroy() {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is closed already.
        }
        ended.countDown();
    }

    @Override
    public Process destroyForcibly() {
        destroy();
        return this;
    }

    /** Tells when nothing more comes: that is all that is known of who is at the other end. */
    private final class Ending extends FilterInputStream {
        Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                int read = super.read(bytes, from, length);
                if (read < 0) {
                    ended.countDown();
                }
                return read;
            } catch (IOException e) {
                ended.countDown();
                throw e;
            }
        }
    }
}
