package io.isequencer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run of TLC said.
 *
 * <ul>
 *   <li><i>Units:</i> seconds of wall time.
 * </ul>
 *
 * @param exit TLC's exit code: 0 ok, 12 invariant, 13 action or temporal property, others are errors
 */
public record TlcOutput(int exit, List<String> lines, double seconds) {
    /** What stands for the name of a violated temporal property, which TLC does not print. */
    public static final String TEMPORAL = "(temporal)";

    private static final Pattern NAMED = Pattern.compile("Error: (?:Invariant|Action property) (\\w+) is violated.*");
    private static final Pattern REFINEMENT =
            Pattern.compile("Error: Action property line .* of module Sequence is violated.*");
    private static final Pattern STATES = Pattern.compile("\\d+ states generated, (\\d+) distinct states found.*");
    private static final Pattern DEPTH = Pattern.compile("The depth of the complete state graph search is (\\d+)\\.");
    private static final Pattern STATE = Pattern.compile("State \\d+: <?(\\w+).*");
    private static final Pattern BACK = Pattern.compile("Back to state (\\d+):.*");
    private static final Pattern COVERED =
            Pattern.compile("<(\\w+) line \\d+, col \\d+ to line \\d+, col \\d+ of module \\w+[^>]*>: (\\d+):(\\d+)");

    public TlcOutput {
        lines = List.copyOf(lines);
    }

    /** The property that TLC reports as violated; null if there is none. */
    public String violated() {
        for (String line : lines) {
            Matcher named = NAMED.matcher(line);
            if (named.matches()) {
                return named.group(1);
            }
            if (REFINEMENT.matcher(line).matches()) {
                return "Implements";
            }
            if (line.equals("Error: Temporal properties were violated.")) {
                return TEMPORAL;
            }
        }
        return null;
    }

    /**
     * The names of the actions of the counterexample, in order, without the initial state's. One that never ends does so
     * with {@code Stuttering} or {@code Back to N}.
     */
    public List<String> trace() {
        List<String> actions = new ArrayList<>();
        for (String line : lines) {
            Matcher state = STATE.matcher(line);
            Matcher back = BACK.matcher(line);
            if (state.matches() && !state.group(1).equals("Initial")) {
                actions.add(state.group(1));
            } else if (back.matches()) {
                actions.add("Back to " + back.group(1));
            }
        }
        return actions;
    }

    /** The number of states of the counterexample, the initial one and a final "Stuttering" included; 0 without one. */
    public int traceLength() {
        return (int)
                lines.stream().filter(line -> STATE.matcher(line).matches()).count();
    }

    /** How many distinct states were seen. */
    public long distinctStates() {
        return last(STATES);
    }

    public long depth() {
        return last(DEPTH);
    }

    /** How often each action was taken, with {@code -coverage}; those that never were are in it with 0. */
    public Map<String, Long> coverage() {
        Map<String, Long> taken = new TreeMap<>();
        for (String line : lines) {
            Matcher covered = COVERED.matcher(line);
            if (covered.matches()) {
                taken.merge(covered.group(1), Long.parseLong(covered.group(3)), Math::max);
            }
        }
        return taken;
    }

    /** The first error in TLC's words; empty if there is none. */
    public String error() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("Error:") || line.startsWith("***") || line.startsWith("Parse Error")) {
                return String.join(" ", lines.subList(i, Math.min(lines.size(), i + 4)));
            }
        }
        return exit == 0 ? "" : "TLC ended with exit code " + exit;
    }

    private long last(Pattern pattern) {
        long found = 0;
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                found = Long.parseLong(matcher.group(1));
            }
        }
        return found;
    }
}
