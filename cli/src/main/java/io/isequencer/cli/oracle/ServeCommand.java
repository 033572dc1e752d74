package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.oracle.serve.Adapter;
import io.isequencer.oracle.serve.BadReplyException;
import io.isequencer.oracle.serve.Channel;
import io.isequencer.oracle.serve.Session;
import io.isequencer.oracle.serve.ThreadedAdapter;
import io.isequencer.oracle.serve.VirtualAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code oracle serve}: our sequencer as an adapter on stdin and stdout.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#BAD_DATA} if a reply answers nothing that was asked, or cannot be read.
 * </ul>
 */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Puts the reference sequencer behind the oracle's protocol, as an adapter.",
        description = {
            "",
            "Reads the requests of conformance/PROTOCOL.md from stdin and writes replies and storage calls to stdout, "
                    + "until bye or the end of the input.",
            "",
            "By default the sequencer's core runs in virtual time, single-threaded: the same lines in give the same "
                    + "lines out. With --threads the production runtime runs on real threads, in real time.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer oracle check --level L4 -- ./isequencer oracle serve",
            "  ./isequencer oracle check --level L4 -- ./isequencer oracle serve --threads",
            "  ./isequencer oracle serve --listen 4711",
            "  echo '{\"id\":1,\"op\":\"hello\",\"v\":1,\"protocol\":[1]}' | ./isequencer oracle serve"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    private final Terminal terminal;

    @Option(names = "--threads", description = "Run the production runtime on real threads.")
    private boolean threads;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            description = "Listen there on the loopback address instead, for oracle check --attach; 0 for a free port."
                    + " Prints 'listening localhost:PORT'. Ends when it is ended.")
    private Integer port;

    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (port != null) {
            if (port < 0 || port > MAX_PORT) {
                throw new CliException(ExitCode.USAGE, "listen must be 0.." + MAX_PORT + ": listen=" + port);
            }
            new ServeSocket(terminal, this::serve).serve(port);
        }
        try {
            serve(terminal.in(), terminal.out());
        } catch (BadReplyException e) {
            throw new CliException(ExitCode.BAD_DATA, e.getMessage(), e);
        }
        return ExitCode.OK.code();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        Channel channel = new Channel(out);
        if (threads) {
            serveThreaded(in, channel);
        } else {
            serve(in, channel, new VirtualAdapter(channel));
        }
    }

    /** The threads are daemons: what hangs at the end does not keep the process. */
    private void serveThreaded(InputStream in, Channel channel) throws IOException {
        ExecutorService client = Executors.newSingleThreadExecutor(daemons("isequencer-client"));
        ExecutorService others = Executors.newCachedThreadPool(daemons("isequencer-other"));
        try (ThreadedAdapter adapter = new ThreadedAdapter(channel, client, others)) {
            serve(in, channel, adapter);
        } finally {
            client.shutdownNow();
            others.shutdownNow();
        }
    }

    private void serve(InputStream in, Channel channel, Adapter adapter) throws IOException {
        String version = Optional.ofNullable(getClass().getPackage().getImplementationVersion())
                .orElse("unknown");
        new Session(in, channel, adapter, version).run();
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
