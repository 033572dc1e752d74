package io.isequencer.simulation;

/**
 * How often each fault really took effect, and each mark was reached.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
public final class Tally {
    private final long[] faults = new long[FaultKind.values().length];
    private final long[] marks = new long[Mark.values().length];

    void add(FaultKind fault) {
        faults[fault.ordinal()]++;
    }

    void add(Mark mark) {
        marks[mark.ordinal()]++;
    }

    /** Takes over what another counted. */
    public void addAll(Tally other) {
        for (int i = 0; i < faults.length; i++) {
            faults[i] += other.faults[i];
        }
        for (int i = 0; i < marks.length; i++) {
            marks[i] += other.marks[i];
        }
    }

    public long count(FaultKind fault) {
        return faults[fault.ordinal()];
    }

    public long count(Mark mark) {
        return marks[mark.ordinal()];
    }
}
