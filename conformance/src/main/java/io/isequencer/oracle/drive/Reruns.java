package io.isequencer.oracle.drive;

import java.util.function.Predicate;

/**
 * How often cases are run.
 *
 * @param rounds how often all cases are run; 0 without end
 * @param stops whether nothing is run after such a result
 * @param alone whether a case that did not pass is run once more, in a new process
 */
public record Reruns(int rounds, Predicate<CaseResult> stops, boolean alone) {
    /** Each case once, whatever comes of it. */
    public static final Reruns NONE = new Reruns(1, result -> false, false);

    public Reruns {
        if (rounds < 0) {
            throw new IllegalArgumentException("rounds must be 0 or more: rounds=" + rounds);
        }
    }

    /** Whether only a result, or somebody who stops the check, ends it. */
    boolean isEndless() {
        return rounds == 0;
    }

    /** Whether there is one more round. */
    boolean goesOn(int done) {
        return isEndless() || done < rounds;
    }
}
