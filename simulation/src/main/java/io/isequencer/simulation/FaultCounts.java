package io.isequencer.simulation;

/**
 * How often each fault really took effect.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
public final class FaultCounts {
    private final long[] counts = new long[FaultKind.values().length];

    void add(FaultKind kind) {
        counts[kind.ordinal()]++;
    }

    void addAll(FaultCounts other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    public long count(FaultKind kind) {
        return counts[kind.ordinal()];
    }
}
