package io.isequencer.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Ends this process at a chosen call to a file: the {@code n}-th one whose name, as in {@code "log FSYNC"} or {@code
 * "numbers WRITE"}, matches. Set by system properties; counts only if none is chosen.
 */
public final class HaltPoint {
    public static final String CALLS = "isequencer.halt.calls";
    public static final String AT = "isequencer.halt.at";
    public static final String COUNTS = "isequencer.halt.counts";
    public static final int HALTED = 137;

    private static final Pattern CALLS_TO_COUNT = Pattern.compile(System.getProperty(CALLS, ".*"));
    private static final int HALT_AT = Integer.getInteger(AT, 0);
    private static final Map<String, Integer> SEEN = new TreeMap<>();
    private static int count;

    static {
        String file = System.getProperty(COUNTS);
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> writeCounts(Path.of(file))));
        }
    }

    private HaltPoint() {}

    /**
     * To be called before a call.
     *
     * @param length of a write, else 0
     * @return how many bytes of a write are to be written before {@link #halt}, -1 to go on as if nothing were
     */
    public static synchronized int before(String where, CallKind kind, int length) {
        String call = where + " " + kind;
        SEEN.merge(call, 1, Integer::sum);
        if (!CALLS_TO_COUNT.matcher(call).matches() || ++count != HALT_AT) {
            return -1;
        }
        // Every third write is torn, every other call has not begun.
        return HALT_AT % 3 == 0 ? length / 2 : 0;
    }

    public static void halt() {
        Runtime.getRuntime().halt(HALTED);
    }

    /** For all calls but writes. */
    public static void call(String where, CallKind kind) {
        if (before(where, kind, 0) >= 0) {
            halt();
        }
    }

    private static synchronized void writeCounts(Path file) {
        StringBuilder text = new StringBuilder();
        SEEN.forEach(
                (call, times) -> text.append(call).append('=').append(times).append('\n'));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
