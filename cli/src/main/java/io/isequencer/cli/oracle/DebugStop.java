package io.isequencer.cli.oracle;

import io.isequencer.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stops at each process of the adapter, so that a debugger can be attached before it is sent anything. At the end of the
 * input it stops no more.
 */
final class DebugStop {
    /** By the beginning of the program's name. A process that was not started for it cannot be debugged in every language. */
    private static final Map<String, String> BY_PROGRAM = new LinkedHashMap<>();

    static {
        BY_PROGRAM.put(
                "python",
                "python3 -m debugpy --listen 5678 --pid %d (pip install debugpy), then attach an IDE to 5678");
        BY_PROGRAM.put("node", "kill -USR1 %d, then node inspect -p %<d, or an IDE at port 9229");
        BY_PROGRAM.put(
                "java",
                "jdb -attach 5005, or an IDE: start java with"
                        + " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005");
        BY_PROGRAM.put("perl", "start it with perl -d: a running perl takes no debugger");
        BY_PROGRAM.put("", "gdb -p %d, lldb -p %<d, or dlv attach %<d for Go");
    }

    private final Terminal terminal;

    DebugStop(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The adapter's process has begun, and has been sent nothing. */
    void started(long pid, List<String> command) {
        terminal.tell("the adapter runs: pid=" + pid + ", command=" + String.join(" ", command));
        terminal.tell("attach a debugger: " + hint(pid, command.get(0)));
        terminal.tell("press Enter to go on; nothing times out from here on, and Ctrl-C ends a case that hangs");
        awaitLine();
    }

    static String hint(long pid, String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        return BY_PROGRAM.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(entry -> String.format(Locale.ROOT, entry.getValue(), pid))
                .findFirst()
                .orElseThrow();
    }

    private void awaitLine() {
        try {
            int read = terminal.in().read();
            while (read >= 0 && read != '\n') {
                read = terminal.in().read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
