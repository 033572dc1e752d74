package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Listens on the loopback address. Each connection is a conversation of its own, as with a process of its own, and its
 * end is the end of what stood behind it.
 *
 * <ul>
 *   <li><i>Threading:</i> a daemon thread for each connection.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} if nothing can listen at the port. What goes
 *       wrong in a conversation is reported, and ends it alone.
 * </ul>
 */
final class ServeSocket {
    private static final int BACKLOG = 50;

    private final Terminal terminal;
    private final Conversation conversation;

    /** What is done with a connection. */
    interface Conversation {
        void hold(InputStream in, OutputStream out) throws IOException;
    }

    ServeSocket(Terminal terminal, Conversation conversation) {
        this.terminal = terminal;
        this.conversation = conversation;
    }

    /** Never returns. @param port 0 for any that is free */
    void serve(int port) {
        try (ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
            terminal.print("listening localhost:" + server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> hold(socket), "isequencer-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_DATA, "port must be free to listen at: port=" + port + ", cause=" + e.getMessage(), e);
        }
    }

    private void hold(Socket accepted) {
        try (Socket socket = accepted) {
            socket.setTcpNoDelay(true);
            conversation.hold(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
        } catch (IOException | UncheckedIOException e) {
            // The other end has gone, which is how a crash is played.
        } catch (RuntimeException e) {
            terminal.tell("a conversation ended: " + e.getMessage());
        }
    }
}
