package io.isequencer.oracle.drive;

/** A defect of the fake sequencer, and the rule that the oracle must name. */
enum Planted {
    NONE(""),
    /** No defect: the protocol allows it. */
    ACTUALIZES_IN_TRANSACTIONS_ALONE(""),
    START_MOVES("R3"),
    CHECKPOINT_AHEAD("R4"),
    CHECKPOINT_ALONE("R5"),
    NEXT_IN_MEMORY("R6"),
    STORED_AS_NEXT("R6"),
    CHECKPOINT_BEFORE_VALUES("R7"),
    MISS_FORGETS_PENDING("R8"),
    FAILED_READ_IS_ZERO("R8"),
    STALE_READ_HIDES_PENDING("R8"),
    PENDING_OVERWRITES("R9"),
    PENDING_SHADOWS("R9"),
    PRUNES_BLINDLY("R10"),
    KEEPS_CACHE("R11"),
    KEEPS_INPROC("R11"),
    READY_TOO_EARLY("R11"),
    READY_AT_OPEN("R11"),
    NEVER_RETRIES("R12"),
    NEVER_RETRIES_AND_IS_NEVER_IDLE("R12"),
    NO_SIGNAL_FOR_ROOM("R12"),
    WRITES_NOTHING_PUBLISHED("R13"),
    SKIPS_A_FAILED_PAGE("R14"),
    STOPS_AT_THE_FIRST_PAGE("R14"),
    CLOSE_WAITS_FOR_EVER("R15"),
    CLOSE_DOES_NOT_WRITE("R15"),
    BEGINS_AT_ZERO("R16"),
    WORKSPACE_ZERO_IS_NONE("R16"),
    WRAPS("R17"),
    WRAPS_TO_MINUS("R17"),
    IGNORES_USE("R18"),
    FLUSH_IS_ACTUALIZE("R1"),
    DOES_NOT_SYNC("WA"),
    UNKNOWN_OP_IS_DONE("PROTOCOL");

    final String rule;

    Planted(String rule) {
        this.rule = rule;
    }
}
