package io.isequencer.simulation.moves;

/** How often each fault really took effect, and each mark was reached. */
public final class CoverageCounts {
    private final long[] faults = new long[FaultKind.values().length];
    private final long[] marks = new long[Mark.values().length];

    public void add(FaultKind fault) {
        faults[fault.ordinal()]++;
    }

    public void add(Mark mark) {
        marks[mark.ordinal()]++;
    }

    /** Takes over what another counted. */
    public void addAll(CoverageCounts other) {
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
