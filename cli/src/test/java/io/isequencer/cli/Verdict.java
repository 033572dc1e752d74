package io.isequencer.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges what {@code sequence} made of a data directory that may be damaged.
 *
 * <p>Either it went on: then the log has all events that it had, and each number in it is the next one of its key. Or it
 * refused: then with 65 or 66 and one line that says why.
 */
final class Verdict {
    private static final Pattern ENTRY = Pattern.compile("\\{\"seqId\":(\\d+),\"number\":\"(\\d+)\"\\}");
    private static final Pattern WORKSPACE = Pattern.compile("\"plogOffset\":\"(\\d+)\",\"wsId\":\"(\\d+)\"");
    private static final Pattern RAW = Pattern.compile(
            "(?m)^\\s+at [\\w.$]+\\(|^Caused by:|^Exception in thread|internal error|NullPointer|IndexOutOfBounds");

    private final boolean recovered;
    private final String violation;

    private Verdict(boolean recovered, String violation) {
        this.recovered = recovered;
        this.violation = violation;
    }

    boolean recovered() {
        return recovered;
    }

    /** What was wrong, or null. */
    String violation() {
        return violation;
    }

    /** Goes on with the directory. */
    static Verdict of(Path data, String input, List<String> logBefore) {
        Cli.Result result = Cli.sequence(data, input, "--generation-events", "10");
        Matcher raw = RAW.matcher(result.err());
        if (raw.find()) {
            return new Verdict(false, "raw failure: " + result.err());
        }
        if (result.exitCode() == ExitCode.BAD_DATA.code() || result.exitCode() == ExitCode.MISSING_FILE.code()) {
            boolean clear = result.err().lines().anyMatch(line -> line.matches("isequencer: .+: .+"));
            return new Verdict(false, clear ? null : "no clear error: " + result.err());
        }
        if (result.exitCode() != 0) {
            return new Verdict(false, "exit code " + result.exitCode() + ": " + result.err());
        }
        return new Verdict(true, wrong(Cli.plog(data), logBefore, result.lines()));
    }

    /** What is wrong with a log, or null; {@code printed} must be its end. */
    static String wrong(List<String> log, List<String> before, List<String> printed) {
        if (log.size() < before.size() || !log.subList(0, before.size()).equals(before)) {
            return "events were lost or changed: before=" + before.size() + ", after=" + log.size();
        }
        if (!log.subList(before.size(), log.size()).equals(printed)) {
            return "what was printed is not what was logged";
        }
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            Matcher event = WORKSPACE.matcher(log.get(i));
            if (!event.find() || Long.parseLong(event.group(1)) != i + 1) {
                return "offsets have a hole: " + log.get(i);
            }
            Matcher entry = ENTRY.matcher(log.get(i));
            while (entry.find()) {
                long initial = entry.group(1).equals("2") ? 200_001 : 1;
                String key = event.group(2) + "/" + entry.group(1);
                long expected = last.containsKey(key) ? last.get(key) + 1 : initial;
                if (Long.parseLong(entry.group(2)) != expected) {
                    return "wrong number: expected " + expected + " in " + log.get(i);
                }
                last.put(key, expected);
            }
        }
        return null;
    }
}
