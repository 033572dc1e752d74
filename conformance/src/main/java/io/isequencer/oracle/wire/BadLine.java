package io.isequencer.oracle.wire;

/** What is wrong with a line that is no JSON object, in words for the author of an adapter, and the line itself. */
public final class BadLine {
    private BadLine() {}

    /**
     * The trouble, most likely first.
     *
     * @param line without its line feed, as far as it could be decoded
     * @param problem what the parser says
     */
    public static String trouble(String line, String problem) {
        if (line.isBlank()) {
            return "an empty line";
        }
        return cause(line, problem) + ": line=" + Escaped.text(line);
    }

    private static String cause(String line, String problem) {
        if (line.startsWith("\ufeff")) {
            return "a line that begins with a byte order mark; write UTF-8 without one";
        }
        long zeros = line.chars().filter(c -> c == 0).count();
        if (zeros * 3 > line.length()) {
            return "a line in UTF-16 or UTF-32; write UTF-8";
        }
        if (zeros > 0) {
            return "a line with a zero byte";
        }
        String start = line.strip();
        if (!start.startsWith("{")) {
            return "a line that is no message; standard output is for messages alone, standard error for all else";
        }
        if (problem.contains("end-of-input")) {
            return "a line that ends before its object does; write each object on one line";
        }
        return problem;
    }
}
