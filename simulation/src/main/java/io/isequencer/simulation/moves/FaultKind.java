package io.isequencer.simulation.moves;

import java.util.Locale;

/** What the simulation can do to a partition. Each is counted when it really took effect. */
public enum FaultKind {
    /** A storage write failed and wrote nothing. */
    ERROR_BEFORE("a storage write fails before its first effect"),
    /** A storage write failed after some of its values, without the checkpoint. */
    TORN_BATCH("a storage write fails after some of its values, before the checkpoint"),
    /** A storage write had its whole effect and yet reported a failure. */
    ERROR_AFTER("a storage write has its whole effect, then fails"),
    /** A part of a failed storage write took effect later. */
    LATE_WRITE("a storage write times out and lands later"),
    /** A storage read by the client failed. */
    READ_ERROR("a storage read of a number fails"),
    /** The actualizer's read of the checkpoint failed. */
    CHECKPOINT_READ_ERROR("the storage read of the checkpoint fails"),
    /** A scan of the log broke off. */
    SCAN_ERROR("a scan of the log breaks off"),
    /** The log could not be made durable. */
    SYNC_ERROR("making the log durable fails"),
    /** An append surely did not happen. */
    APPEND_FAILED("an append definitely fails"),
    /** An append happened, but its caller cannot know. */
    APPEND_UNKNOWN_WRITTEN("an append of unknown outcome was written"),
    /** An append did not happen, but its caller cannot know. */
    APPEND_UNKNOWN_LOST("an append of unknown outcome was lost"),
    /** An append of unknown outcome reached the log later, where it was taken or refused. */
    APPEND_LATE("an append of unknown outcome arrives later"),
    /** An owner lost its memory. */
    CRASH("an owner crashes"),
    /** All owners crashed and the log lost events that were not yet durable. */
    LOST_TAIL("a power loss takes the log's unsynced tail"),
    /** An owner committed an event while another, begun later, was alive. */
    ZOMBIE("a superseded owner keeps working"),
    /** A cache forgot a number, or all of them. */
    EVICTION("the cache forgets a key, or everything"),
    /** A call of the flusher hung for a while, and the rest of the world went on. */
    SLOW_CALL("a storage or log call of the flusher hangs for a while"),
    /** The clock leapt, so that all delays were over. */
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
