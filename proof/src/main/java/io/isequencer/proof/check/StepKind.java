package io.isequencer.proof.check;

import java.util.HashMap;
import java.util.Map;

/** What a line of a trace may tell: the actions of {@code tla/Sequencer.tla}, under their names. */
public enum StepKind {
    START("Start", Of.CORE),
    NEXT("Next", Of.CORE),
    USE("Use", Of.CORE),
    MISS("Miss", Of.CORE),
    READ("Read", Of.OWNER),
    FILL("Fill", Of.CORE),
    MISS_FAIL("MissFail", Of.CORE),
    FLUSH("Flush", Of.CORE),
    ACTUALIZE("Actualize", Of.CORE),
    CLOSE("Close", Of.CORE),
    APPEND_OK("AppendOk", Of.OWNER),
    APPEND_CONFLICT("AppendConflict", Of.OWNER),
    APPEND_FAIL("AppendFail", Of.OWNER),
    APPEND_UNKNOWN_WRITTEN("AppendUnknownWritten", Of.OWNER),
    APPEND_UNKNOWN_LOST("AppendUnknownLost", Of.OWNER),
    APPEND_UNKNOWN_LATE("AppendUnknownLate", Of.OWNER),
    LATE_APPEND_LANDS("LateAppendLands", Of.NOBODY),
    LOG_SYNC("LogSync", Of.NOBODY),
    FL_SNAPSHOT("FlSnapshot", Of.CORE),
    FL_SYNC("FlSync", Of.CORE),
    FL_WRITE_VALUE("FlWriteValue", Of.OWNER),
    FL_WRITE_CHECKPOINT("FlWriteCheckpoint", Of.OWNER),
    FL_PRUNE("FlPrune", Of.CORE),
    FL_FAIL("FlFail", Of.CORE),
    FL_STOP("FlStop", Of.CORE),
    LATE_VALUE_LANDS("LateValueLands", Of.NOBODY),
    LATE_CHECKPOINT_LANDS("LateCheckpointLands", Of.NOBODY),
    ACT_CLEAR("ActClear", Of.CORE),
    ACT_READ_CHECKPOINT("ActReadCheckpoint", Of.CORE),
    ACT_SCAN("ActScan", Of.CORE),
    ACT_WAIT_ROOM("ActWaitRoom", Of.CORE),
    ACT_DONE("ActDone", Of.CORE),
    ACT_FAIL("ActFail", Of.CORE),
    ACT_STOP("ActStop", Of.CORE),
    OPEN("Open", Of.OWNER),
    CRASH("Crash", Of.OWNER),
    POWER_LOSS("PowerLoss", Of.NOBODY),
    EVICT("Evict", Of.OWNER);

    private enum Of {
        /** A step of the core, which shows what it changed. */
        CORE,
        /** A step of an owner's environment. */
        OWNER,
        NOBODY
    }

    private static final Map<String, StepKind> BY_NAME = new HashMap<>();

    static {
        for (StepKind kind : values()) {
            BY_NAME.put(kind.specName, kind);
        }
    }

    private final String specName;
    private final Of of;

    StepKind(String specName, Of of) {
        this.specName = specName;
        this.of = of;
    }

    /** Returns null if there is no such action. */
    public static StepKind named(String specName) {
        return BY_NAME.get(specName);
    }

    public String specName() {
        return specName;
    }

    /** Whether a line says what the step changed. */
    public boolean isOfCore() {
        return of == Of.CORE;
    }

    public boolean hasOwner() {
        return of != Of.NOBODY;
    }
}
