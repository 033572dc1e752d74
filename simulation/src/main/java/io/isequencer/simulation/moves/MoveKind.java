package io.isequencer.simulation.moves;

import java.util.EnumMap;
import java.util.Map;

/** What can happen next in a world. Core steps have the name of their action in {@code tla/Sequencer.tla}. */
public enum MoveKind {
    // The client of an owner.
    START("Start", 12),
    START_REFUSED("StartRefused", 1),
    NEXT("Next", 12),
    USE("Use", 3),
    READ("Read", 12),
    READ_FAIL("MissFail", 2, FaultKind.READ_ERROR),
    FILL("Fill", 12),
    APPEND("Append", 10),
    APPEND_FAILED("AppendFailed", 1, FaultKind.APPEND_FAILED),
    APPEND_UNKNOWN_WRITTEN("AppendUnknownWritten", 1, FaultKind.APPEND_UNKNOWN_WRITTEN),
    APPEND_UNKNOWN_LOST("AppendUnknownLost", 1, FaultKind.APPEND_UNKNOWN_LOST),
    APPEND_LATE("AppendUnknownLate", 1, FaultKind.APPEND_LATE),
    FLUSH("Flush", 12),
    ACTUALIZE("Actualize", 12),
    ABANDON("Abandon", 1),
    CLOSE("Close", 1),
    // The flusher of an owner.
    FL_STEP("FlStep", 8),
    FL_SYNC("FlSync", 8),
    FL_WRITE("FlWrite", 8),
    FL_REPLY("FlReply", 8),
    FL_FAIL("FlFail", 2, FaultKind.ERROR_BEFORE, FaultKind.TORN_BATCH, FaultKind.ERROR_AFTER, FaultKind.SYNC_ERROR),
    FL_TIMEOUT("FlTimeout", 2, FaultKind.LATE_WRITE),
    FL_STALL("FlStall", 1, FaultKind.SLOW_CALL),
    FL_WAKE("FlWake", 4),
    // The actualizer of an owner.
    ACT_STEP("ActStep", 8),
    ACT_IO("ActIo", 10),
    ACT_FAIL("ActFail", 2, FaultKind.CHECKPOINT_READ_ERROR, FaultKind.SCAN_ERROR),
    ACT_WAKE("ActWake", 4),
    // The world around.
    EVICT("Evict", 2, FaultKind.EVICTION),
    CRASH("Crash", 1, FaultKind.CRASH),
    RESTART("Restart", 6),
    POWER_LOSS("PowerLoss", 1, FaultKind.LOST_TAIL),
    LAND_WRITE("LandWrite", 3),
    LAND_APPEND("LandAppend", 2),
    CLOCK_JUMP("ClockJump", 1, FaultKind.CLOCK_JUMP);

    private static final Map<FaultKind, MoveKind> CAUSES = new EnumMap<>(FaultKind.class);

    static {
        for (MoveKind kind : values()) {
            for (FaultKind fault : kind.faults) {
                CAUSES.put(fault, kind);
            }
        }
    }

    private final String label;
    private final int weight;
    private final FaultKind[] faults;

    MoveKind(String label, int weight, FaultKind... faults) {
        this.label = label;
        this.weight = weight;
        this.faults = faults;
    }

    /** The name in traces. */
    public String label() {
        return label;
    }

    /** How often it is picked, in proportion to the others that are possible. */
    public int weight() {
        return weight;
    }

    public boolean isFault() {
        return faults.length > 0;
    }

    /** The move that brings about a fault; null for one that arises from others (a zombie). */
    static MoveKind causeOf(FaultKind fault) {
        return CAUSES.get(fault);
    }
}
