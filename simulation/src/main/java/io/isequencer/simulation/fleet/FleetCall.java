package io.isequencer.simulation.fleet;

import java.util.Locale;

/** A call of the storage, and how long it takes on average. As long as on a small cluster of three nodes. */
public enum FleetCall {
    APPEND(6_000),
    WRITE(1_200),
    READ(800),
    READ_CHECKPOINT(800),
    SCAN(1_500);

    private final long averageUs;

    FleetCall(long averageUs) {
        this.averageUs = averageUs;
    }

    /** Virtual microseconds, without waiting for other calls. */
    public long averageUs() {
        return averageUs;
    }

    /** The name in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
