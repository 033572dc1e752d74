package io.isequencer.simulation.moves;

import java.util.Locale;

/** What the simulation can do to a partition. Each is counted when it really took effect. */
public enum FaultKind {
    ERROR_BEFORE("a storage write fails before its first effect"),
    TORN_BATCH("a storage write fails after some of its values, before the checkpoint"),
    ERROR_AFTER("a storage write has its whole effect, then fails"),
    LATE_WRITE("a storage write times out and lands later"),
    READ_ERROR("a storage read of a number fails"),
    CHECKPOINT_READ_ERROR("the storage read of the checkpoint fails"),
    SCAN_ERROR("a scan of the log breaks off"),
    SYNC_ERROR("making the log durable fails"),
    APPEND_FAILED("an append definitely fails"),
    APPEND_UNKNOWN_WRITTEN("an append of unknown outcome was written"),
    APPEND_UNKNOWN_LOST("an append of unknown outcome was lost"),
    APPEND_LATE("an append of unknown outcome arrives later"),
    CRASH("an owner crashes"),
    LOST_TAIL("a power loss takes the log's unsynced tail"),
    ZOMBIE("a superseded owner keeps working"),
    EVICTION("the cache forgets a key, or everything"),
    SLOW_CALL("a storage or log call of the flusher hangs for a while"),
    CLOCK_JUMP("the clock leaps forward");

    private final String description;

    FaultKind(String description) {
        this.description = description;
    }

    /** What happens, in plain words. */
    public String description() {
        return description;
    }

    /** The name on the command line and in reports, as {@code torn-batch}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if no fault has this id */
    public static FaultKind ofId(String id) {
        for (FaultKind kind : values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("fault must be a known fault kind: fault=" + id);
    }
}
