package io.isequencer.trace.validation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether a trace is a behaviour of the specification, and if not, why.
 *
 * @param steps how many steps fit, from the first on
 * @param misfit the first line that does not; null if all do
 * @param undecided whether that line might fit: what it needs was forgotten
 * @param torn whether the trace ends in the middle of a line, which was left
 * @param explanation for people; empty if all fit
 */
public record TraceVerdict(
        Path file, long steps, Line misfit, boolean undecided, boolean torn, List<String> explanation, double seconds) {
    /**
     * A line of the trace.
     *
     * @param number in the file, from 1
     */
    public record Line(long number, String json) {}

    public boolean valid() {
        return misfit == null;
    }

    /** For people. */
    public String text() {
        String time = String.format(Locale.ROOT, "%.1f s", seconds);
        if (valid()) {
            String end = torn ? ", up to a last line that is torn" : "";
            return file + ": " + steps + " steps, all of the specification" + end + ", " + time;
        }
        String what = undecided ? " cannot be decided" : " fits no action";
        return file + ": line " + misfit.number() + what + ", after " + steps + " steps that fit, " + time + "\n  "
                + misfit.json() + "\n" + String.join("\n", explanation);
    }
}
