package io.isequencer.model;

import java.util.List;
import java.util.Map;

/**
 * What became of a configuration.
 *
 * <ul>
 *   <li><i>Units:</i> seconds of wall time.
 * </ul>
 *
 * @param outcome {@code ok}, {@code violated NAME}, or {@code error}
 * @param distinctStates 0 if TLC did not say
 * @param depth the length of the counterexample in states, or the depth of the state graph; 0 if TLC did not say
 * @param problem why the outcome is not as expected; null if it is
 * @param trace the actions of the counterexample, "Stuttering" or "Back to N" at its end included; empty without one
 * @param coverage how often each action was taken; empty if that was not asked for
 */
public record ModelResult(
        ModelConfig config,
        String outcome,
        String property,
        long distinctStates,
        long depth,
        double seconds,
        String problem,
        List<String> trace,
        Map<String, Long> coverage) {

    /** Null if TLC did not say, as when it ended early. */
    public Long knownStates() {
        return distinctStates == 0 ? null : distinctStates;
    }

    /** Null if TLC did not say. */
    public Long knownDepth() {
        return depth == 0 ? null : depth;
    }

    public boolean asExpected() {
        return problem == null;
    }
}
