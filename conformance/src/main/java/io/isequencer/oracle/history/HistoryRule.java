package io.isequencer.oracle.history;

/**
 * What a history must keep.
 *
 * <ul>
 *   <li><i>Source:</i> the invariants of {@code docs/protocol.md}, and its rules.
 * </ul>
 */
public enum HistoryRule {
    /** No number twice. */
    UNIQUE("Unique", "R6", "no number of a key is issued twice along the PLog"),
    /** Numbers rise. */
    MONOTONE("Monotone", "R6", "the issued numbers of a key rise along the PLog"),
    /** No number is left out. */
    DENSE("Dense", "R6", "the issued numbers of a key have no holes, from the initial value on, explicit ones aside"),
    /** An offset is used once. */
    OFFSET_ONCE("OffsetOnce", "R2", "each PLog offset is used once"),
    /** No offset is left out. */
    DENSE_OFFSETS("DenseOffsets", "R3", "the PLog has no holes"),
    /** The checkpoint covers what is below. */
    CHECKPOINT_SOUND(
            "CheckpointSound",
            "R7",
            "the stored numbers are at least those of every event below the stored checkpoint"),
    /** The checkpoint is not ahead of the log. */
    CHECKPOINT_REAL("CheckpointReal", "R4", "the stored checkpoint is at most one past the end of the PLog"),
    /** A refusal has its reason, and what has a reason is refused. */
    REFUSAL("Refusal", "R12", "a call is refused if, and only if, there is a reason to"),
    /** What was not issued to the transaction does not get out. */
    PROVISIONAL("Provisional", "R1", "an event carries only numbers issued to its transaction or told by use"),
    /** The client's contract. */
    CALL_ORDER("CallOrder", "R1", "calls come in the order start, next or use, append, flush or actualize"),
    /** No flush without an event. */
    APPEND_FIRST("AppendFirst", "R1", "flush follows an append that surely succeeded"),
    /** The offset is the given one. */
    OFFSET_GIVEN(
            "OffsetGiven",
            "R3",
            "start gives no offset that its owner knows to be taken, and the event is appended where start said"),
    /** Use tells what it found. */
    RAISED("Raised", "R18", "use tells whether the number was above the last-used one"),
    /** No number beyond the last. */
    IN_RANGE(
            "InRange",
            "R17",
            "numbers and offsets are 1 to 2^63-1; behind the last one there is an error, never a wrap"),
    /** The storage is not ahead of the log. */
    STORAGE_JUSTIFIED("StorageJustified", "R6", "no stored number is above the largest of its key in the PLog"),
    /** What was synced stays. */
    DURABLE("Durable", "WA", "an event that was durable is never lost");

    private final String id;
    private final String protocolRule;
    private final String words;

    HistoryRule(String id, String protocolRule, String words) {
        this.id = id;
        this.protocolRule = protocolRule;
        this.words = words;
    }

    public String id() {
        return id;
    }

    /** The rule of {@code docs/protocol.md} without which it breaks. */
    public String protocolRule() {
        return protocolRule;
    }

    public String words() {
        return words;
    }
}
