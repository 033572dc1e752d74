package io.isequencer.storage.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A port whose connections lead to the server's, until they are cut. */
final class CutProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final List<Socket> sockets = new ArrayList<>();

    CutProxy(InetSocketAddress server) {
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = server;
        daemon(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** The server is not told at once: what is under way there goes on. */
    synchronized void cut() {
        sockets.forEach(CutProxy::close);
        sockets.clear();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        try {
            while (true) {
                lead(entrance.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void lead(Socket client) {
        try {
            Socket server = new Socket(this.server.getAddress(), this.server.getPort());
            synchronized (this) {
                sockets.add(client);
                sockets.add(server);
            }
            daemon(() -> copy(client, server));
            daemon(() -> copy(server, client));
        } catch (IOException e) {
            // There is no server at the moment.
            close(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Cut.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
