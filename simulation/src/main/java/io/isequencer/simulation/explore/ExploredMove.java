package io.isequencer.simulation.explore;

/**
 * What can happen. A move is a kind, an owner and two arguments in one {@code int}.
 *
 * <ul>
 *   <li><i>Units:</i> owner 0..15, each argument 0..255.
 * </ul>
 */
enum ExploredMove {
    START,
    NEXT,
    USE,
    READ("Read"),
    FILL,
    MISS_FAIL,
    FLUSH,
    ACTUALIZE,
    CLOSE,
    /** Ends as the log decides. */
    APPEND,
    APPEND_FAIL("AppendFail"),
    APPEND_UNKNOWN_WRITTEN("AppendUnknownWritten"),
    APPEND_UNKNOWN_LOST("AppendUnknownLost"),
    APPEND_UNKNOWN_LATE("AppendUnknownLate"),
    FL_STEP,
    FL_SYNC,
    FL_WRITE_VALUE("FlWriteValue"),
    FL_WRITE_CHECKPOINT("FlWriteCheckpoint"),
    /** The write call returns, and the flusher goes on. */
    FL_REPLY,
    /** What was not yet written is lost. */
    FL_FAIL,
    /** What was not yet written lands later. */
    FL_FAIL_LATE,
    ACT_STEP,
    ACT_FAIL,
    OPEN("Open"),
    CRASH("Crash"),
    EVICT("Evict"),
    LATE_APPEND_LANDS("LateAppendLands"),
    LATE_VALUE_LANDS("LateValueLands"),
    LATE_CHECKPOINT_LANDS("LateCheckpointLands"),
    LOG_SYNC("LogSync"),
    POWER_LOSS("PowerLoss"),
    TURN("Turn");

    private static final ExploredMove[] ALL = values();

    /** The action's name in the specification; null if the core, or the log, tells which action it was. */
    final String label;

    ExploredMove() {
        this(null);
    }

    ExploredMove(String label) {
        this.label = label;
    }

    int with(int owner, int a, int b) {
        return ordinal() << 24 | owner << 16 | a << 8 | b;
    }

    static ExploredMove kind(int move) {
        return ALL[move >>> 24];
    }

    static int owner(int move) {
        return move >>> 16 & 0xFF;
    }

    static int a(int move) {
        return move >>> 8 & 0xFF;
    }

    static int b(int move) {
        return move & 0xFF;
    }
}
