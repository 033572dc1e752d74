package io.isequencer.simulation.moves;

import java.util.Locale;

/**
 * Situations in which sequencers go wrong. A campaign that did not get into each of them has not tested much, so it says
 * so.
 */
public enum Mark {
    PRUNE_MET_NEWER("the flusher found a newer number at pruning and kept it"),
    FLUSH_DURING_WRITE("the client flushed during a storage write"),
    SNAPSHOT_OF_NOTHING("the flusher was signalled with nothing published since the rebuild"),
    CHECKPOINT_WITHOUT_VALUES("a checkpoint was written without any value"),
    CRASH_AMID_VALUES("a crash cut a storage write between its values"),
    CRASH_BEFORE_CHECKPOINT("a crash came between the values and the checkpoint"),
    CRASH_BEFORE_PRUNE("a crash came between the checkpoint and the prune"),
    CRASH_DURING_RECOVERY("a crash cut a recovery"),
    CRASH_IN_TRANSACTION("a crash cut a transaction with issued numbers"),
    LATE_VALUE_AFTER_NEWER("a late value landed on a newer one and had to lose"),
    LATE_CHECKPOINT_AFTER_NEWER("a late checkpoint landed on a newer one and had to lose"),
    LATE_VALUE_RAISED("a late value landed and was the newest"),
    LATE_APPEND_TAKEN("a late append found its offset still free"),
    LATE_APPEND_REFUSED("a late append found its offset taken"),
    UNKNOWN_APPEND_RECOVERED("a recovery found an event whose append had an unknown outcome"),
    NUMBER_REISSUED("a provisional number was handed out again"),
    OWNERS_RACED("two owners raced for one offset and one lost"),
    TWO_OWNERS_READY("two owners were ready at once, one of them behind the log"),
    RECOVERY_FROM_START("a recovery began at offset 1"),
    RECOVERY_FROM_CHECKPOINT("a recovery began at a stored checkpoint"),
    SCAN_RESUMED("a scan broke off between events and resumed where it had stopped"),
    SCAN_WAITED_FOR_ROOM("a scan had to wait for the flusher"),
    SCAN_SAW_CLOSE("a close came during a scan"),
    ACTUALIZE_DURING_WRITE("an actualization had to wait for a storage write"),
    BACK_PRESSURE("a start was refused because too much was pending"),
    EVICTED_IN_TRANSACTION("the cache forgot a key of the open transaction"),
    EVICTED_DURING_MISS("the cache forgot a key between a miss and its fill"),
    MISS_WITH_PENDING("a number that had left the cache was still pending"),
    PRUNED_DURING_MISS("a pending number was stored and pruned between a miss and its read"),
    PENDING_BELOW_STORED("a pending number was lower than the stored one"),
    EXPLICIT_ABOVE("an explicit number above the last-used one was reported with use"),
    EXPLICIT_NOT_ABOVE("an explicit number at or below the last-used one was reported with use"),
    TAIL_OF_SEVERAL_LOST("a power loss took several events"),
    CLOSE_IN_TRANSACTION("a close came during a transaction"),
    CLOSE_DURING_RECOVERY("a close came during a recovery"),
    CLOSE_DURING_WRITE("a close came during a storage write"),
    LAST_TRY_STORED("the last attempt of a close stored what was pending"),
    LAST_TRY_FAILED("the last attempt of a close failed");

    private final String description;

    Mark(String description) {
        this.description = description;
    }

    /** The situation in plain words. */
    public String description() {
        return description;
    }

    /** The name in reports, as {@code prune-met-newer}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
