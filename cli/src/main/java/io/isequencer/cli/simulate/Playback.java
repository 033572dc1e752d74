package io.isequencer.cli.simulate;

import io.isequencer.cli.ExitCode;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunResult;
import java.util.List;
import java.util.Locale;

/**
 * What a replay came to, and how much of a capsule it was.
 *
 * @param capsule null if a seed was replayed
 */
record Playback(Capsule capsule, RunResult result) {
    ExitCode exitCode() {
        if (!result.passed()) {
            return result.violation().isLiveness() ? ExitCode.LIVENESS : ExitCode.VIOLATION;
        }
        return vacuity().isEmpty() ? ExitCode.OK : ExitCode.VACUOUS;
    }

    /** Why nothing was proved although nothing failed; empty if something was. */
    String vacuity() {
        if (capsule == null || !result.passed()) {
            return "";
        }
        if (capsule.isEmpty()) {
            return "vacuous: capsule must have a move: moves=0";
        }
        List<Integer> missing = capsule.missing(result);
        return missing.isEmpty()
                ? ""
                : "vacuous: each move must be possible: passed over=" + missing.size() + " of " + capsule.size()
                        + ", moves=" + ranges(missing);
    }

    String summary() {
        String found = result.passed()
                ? passed()
                : "move " + result.moves() + ": " + result.violation().getMessage();
        return String.format(Locale.ROOT, "%d moves, hash %016x, %s%s", result.moves(), result.hash(), found, notes());
    }

    private String passed() {
        return vacuity().isEmpty() ? "all checks passed" : vacuity();
    }

    private String notes() {
        StringBuilder notes = new StringBuilder();
        if (!result.passedOver().isEmpty() && vacuity().isEmpty()) {
            notes.append("; passed over as impossible: ").append(ranges(result.passedOver()));
        }
        if (result.replaced() > 0) {
            notes.append("; replaced by the closest: ").append(result.replaced());
        }
        return notes.toString();
    }

    /** As {@code 3, 7..12}. */
    static String ranges(List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        int first = 0;
        for (int i = 0; i < numbers.size(); i++) {
            boolean last = i + 1 == numbers.size() || numbers.get(i + 1) != numbers.get(i) + 1;
            if (last) {
                text.append(text.isEmpty() ? "" : ", ").append(numbers.get(first));
                text.append(first == i ? "" : ".." + numbers.get(i));
                first = i + 1;
            }
        }
        return text.toString();
    }
}
