package io.isequencer.benchmarks;

/** Draws workspaces evenly, at the cost of a nanosecond, the same ones for all who are compared. */
final class Workspaces {
    private final int count;
    private long state = 0x15E90E4CE2L;

    Workspaces(int count) {
        this.count = count;
    }

    /** Draws of the first {@code drawn} keys alone, or of all if that is 0. */
    static Workspaces of(int keys, int drawn) {
        return new Workspaces(drawn == 0 ? keys : Math.min(drawn, keys));
    }

    /** One of {@code 1..count}. */
    long draw() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return 1 + ((state >>> 32) * count >>> 32);
    }
}
