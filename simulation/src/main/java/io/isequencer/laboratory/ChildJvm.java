package io.isequencer.laboratory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a command line that starts another JVM like this one.
 *
 * <p>What a child prints is read by us: it is written as we read it, in English digits and UTF-8, whatever the machine's
 * locale is. Under ar-EG TLC counts its states in Arabic digits.
 */
public final class ChildJvm {
    private static final List<String> AS_WE_READ = List.of(
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dfile.encoding=UTF-8",
            // Both are files or pipes, whose encoding JDK 18 and later take from the locale.
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    /** What the launcher says too: later JVMs warn on standard error of what libraries do. */
    private static final List<String> WITHOUT_WARNINGS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int WARNS_SINCE = 24;

    private ChildJvm() {}

    /** Flags with which a JVM of this version says nothing of its own on standard error. */
    public static List<String> withoutWarnings() {
        return Runtime.version().feature() >= WARNS_SINCE ? WITHOUT_WARNINGS : List.of();
    }

    /** The program and its first flags, to be continued. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(AS_WE_READ);
        return command;
    }
}
