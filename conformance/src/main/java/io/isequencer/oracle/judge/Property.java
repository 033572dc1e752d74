package io.isequencer.oracle.judge;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a case can be found not to keep.
 *
 * <ul>
 *   <li><i>Source:</i> section 7 of {@code conformance/PROTOCOL.md}, which names each.
 * </ul>
 */
public enum Property {
    /** The numbers of a key differ. */
    UNIQUE("Unique", "R6", "no number of a key is issued twice along the PLog", "a number was issued twice"),
    /** They rise. */
    MONOTONE(
            "Monotone",
            "R6",
            "the issued numbers of a key rise along the PLog",
            "a number was issued below one that the log has"),
    /** None is left out. */
    DENSE(
            "Dense",
            "R6",
            "the issued numbers of a key have no holes, from the initial value on, explicit ones aside",
            "a number was left out"),
    /** No offset is left out. */
    DENSE_OFFSETS("DenseOffsets", "R3", "the PLog has no holes", "an event was to be appended behind a hole"),
    /** A client appends where start said, and there is room. */
    OFFSET_EXACT(
            "OffsetExact",
            "R3",
            "start gives the offset behind the last event, where an append is taken",
            "start gave an offset that was taken already"),
    /** What is given out is a number, an offset or a workspace. */
    IN_RANGE(
            "InRange",
            "R17",
            "numbers and offsets are 1 to 2^63-1, or what limits in the reply to hello says; wsId is 0 to 2^64-1",
            "a value was given out that is out of its range"),
    /** The checkpoint covers what is below. */
    CHECKPOINT_SOUND(
            "CheckpointSound",
            "R7",
            "for every event below the stored checkpoint, the stored number of each of its keys is at least the event's",
            "the stored checkpoint covers an event whose numbers are not stored"),
    /** The checkpoint is not ahead of the log. */
    CHECKPOINT_REAL(
            "CheckpointReal",
            "R4",
            "the stored checkpoint is at most one past the end of the PLog",
            "the checkpoint is past the end of the log"),
    /** Storage knows no more than the log. */
    STORAGE_JUSTIFIED(
            "StorageJustified",
            "R6",
            "no number is written that is above the log's last one of its key: the storage holds last-used numbers",
            "a number was written that no event in the log has"),
    /** Nothing was published, nothing is written. */
    NOTHING_IS_NOT_WRITTEN(
            "NothingIsNotWritten",
            "R13",
            "a flusher to which nothing was published since the rebuild writes nothing",
            "a checkpoint of 0 was written"),
    /** All reaches the storage. */
    DRAINED(
            "Drained",
            "R12",
            "once the sequencer has nothing left to do, all that was flushed or found in the log is stored",
            "what was flushed or found in the log did not reach the storage"),
    /** A start is accepted. */
    ACCEPTED(
            "Accepted",
            "R12",
            "a start that neither recovery nor back-pressure can explain any more is accepted",
            "a start was refused without a reason"),
    /** A recovery ends. */
    ACT_ENDS("ActEnds", "R14", "once the faults stop, every recovery ends", "a recovery did not end"),
    /** A close ends. */
    CLOSES(
            "Closes",
            "R15",
            "close returns within its time, even if the storage fails for ever",
            "close did not return"),
    /** A call is answered. */
    ANSWERS(
            "Answers",
            "R11",
            "a client call is answered, though a storage call that it need not wait for waits",
            "a call was not answered"),
    /** A call answers what is right. */
    REPLY(
            "Reply",
            "R6",
            "each call answers what is allowed, as section 3 has it",
            "a call answered what is not allowed"),
    /** The messages are those of the protocol. */
    PROTOCOL(
            "Protocol",
            "PROTOCOL",
            "an adapter lives, answers, and sends the messages of this document; who does not is not judged",
            "the protocol was broken, so the sequencer is not judged");

    private final String id;
    private final String rule;
    private final String sentence;
    private final String broken;

    Property(String id, String rule, String sentence, String broken) {
        this.id = id;
        this.rule = rule;
        this.sentence = sentence;
        this.broken = broken;
    }

    /** The property of that name; empty for a name that is none. */
    public static Optional<Property> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** As reports have it. */
    public String id() {
        return id;
    }

    /** The nearest rule, where neither the finding nor the case names one. */
    public String rule() {
        return rule;
    }

    /** What must hold. */
    public String sentence() {
        return sentence;
    }

    /** What has happened if it does not hold, in a few words. */
    public String broken() {
        return broken;
    }
}
