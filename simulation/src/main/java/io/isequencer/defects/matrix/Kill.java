package io.isequencer.defects.matrix;

/**
 * What a check did with a defect.
 *
 * <ul>
 *   <li><i>Units:</i> {@code seconds} of wall time, 0 for a check that was not run.
 * </ul>
 *
 * @param how what it saw and after how much; empty if it saw nothing
 */
public record Kill(Outcome outcome, String how, double seconds) {
    public Kill {
        // As exact as a load on the machine lets it be, and the same in each form.
        seconds = Math.round(seconds * 10) / 10.0;
    }

    /** What became of the defect. */
    public enum Outcome {
        KILLED,
        SURVIVED,
        /** The check has no place for the defect, see {@link Column#notApplicableWhen}. */
        NOT_APPLICABLE
    }

    static final Kill NOT_APPLICABLE = new Kill(Outcome.NOT_APPLICABLE, "", 0);

    public static Kill killed(String how, double seconds) {
        return new Kill(Outcome.KILLED, how, seconds);
    }

    public static Kill survived(double seconds) {
        return new Kill(Outcome.SURVIVED, "", seconds);
    }

    public boolean killed() {
        return outcome == Outcome.KILLED;
    }
}
