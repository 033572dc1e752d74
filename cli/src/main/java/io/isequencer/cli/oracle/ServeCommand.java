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
            "  echo '{\"id\":1,\"op\":\"hello\",\"v\":1,\"protocol\":[1]}' | ./isequencer oracle serve"
        })
public final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--threads", description = "Run the production runtime on real threads.")
    private boolean threads;

    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Channel channel = new Channel(terminal.out());
        try {
            if (threads) {
                serveThreaded(channel);
            } else {
                serve(channel, new VirtualAdapter(channel));
            }
        } catch (BadReplyException e) {
            throw new CliException(ExitCode.BAD_DATA, e.getMessage(), e);
        }
        return ExitCode.OK.code();
    }

    /** The threads are daemons: what hangs at the end does not keep the process. */
    private void serveThreaded(Channel channel) throws IOException {
        ExecutorService client = Executors.newSingleThreadExecutor(daemons("isequencer-client"));
        ExecutorService others = Executors.newCachedThreadPool(daemons("isequencer-other"));
        try (ThreadedAdapter adapter = new ThreadedAdapter(channel, client, others)) {
            serve(channel, adapter);
        } finally {
            client.shutdownNow();
            others.shutdownNow();
        }
    }

    private void serve(Channel channel, Adapter adapter) throws IOException {
        String version = Optional.ofNullable(getClass().getPackage().getImplementationVersion())
                .orElse("unknown");
        new Session(terminal.in(), channel, adapter, version).run();
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
