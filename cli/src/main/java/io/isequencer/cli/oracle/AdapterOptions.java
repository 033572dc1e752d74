package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.ProcessChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Where the adapter is: a command that starts it, or an address at which it listens.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} if it is neither or both.
 * </ul>
 */
final class AdapterOptions {
    private static final Pattern ADDRESS = Pattern.compile("(.+):([1-9]\\d{0,4})");
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--attach",
            paramLabel = "HOST:PORT",
            description = "Instead of COMMAND: connect to an adapter that is running and listens there. "
                    + "Each connection is a conversation, as with a process of its own.")
    private String address;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The adapter and its arguments, after --.")
    private List<String> command = List.of();

    /** What reports name it by. */
    List<String> command() {
        return address == null ? command : List.of("--attach", address);
    }

    /** What starts it, or connects to it. @param debugger what is notified of each process; null if nothing is */
    Channel.Launcher launcher(DebugStop debugger) {
        if (address == null && command.isEmpty()) {
            throw new CliException(ExitCode.USAGE, "an adapter must be given: -- COMMAND, or --attach HOST:PORT");
        }
        if (address != null) {
            return attached();
        }
        return () -> {
            ProcessChannel channel = ProcessChannel.start(command);
            if (debugger != null) {
                debugger.started(channel.pid(), command);
            }
            return channel;
        };
    }

    /** The error for an adapter that cannot be started, or does not listen. */
    CliException missing(Channel.LaunchException failure) {
        String rule = address == null
                ? "the adapter must be a program that can be started: "
                : "the adapter must listen where --attach says: ";
        return new CliException(ExitCode.MISSING_FILE, rule + failure.getMessage() + advice(), failure);
    }

    /** What the system's own words do not say of a file that is there. */
    private String advice() {
        if (address != null || !command.get(0).contains("/") || !Files.exists(Path.of(command.get(0)))) {
            return "";
        }
        Path program = Path.of(command.get(0));
        if (Files.isDirectory(program)) {
            return "; it is a directory";
        }
        return Files.isExecutable(program)
                ? "; the file is there: what its first line names behind #! may be missing"
                : "; the file must be executable, or behind its interpreter, as in: -- python3 " + program;
    }

    private Channel.Launcher attached() {
        if (!command.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, "--attach must come without a command: command=" + String.join(" ", command));
        }
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
            throw new CliException(ExitCode.USAGE, "attach must be HOST:PORT, as localhost:4711: attach=" + address);
        }
        String host = matcher.group(1);
        int port = Integer.parseInt(matcher.group(2));
        return () -> ProcessChannel.connect(host, port);
    }
}
