package io.isequencer.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the checks look for: model, explorer, simulation, oracle and histories name a property as it is named here.
 *
 * <ul>
 *   <li><i>Source:</i> the properties of {@code tla/Sequencer.tla}, section 7 of {@code conformance/PROTOCOL.md},
 *       {@code conformance/HISTORY.md}. The nearest rule is the one that says what the property says, as in R6 what the
 *       next number is, or else one whose wrong reading the property refutes by itself in {@code docs/protocol.md}.
 * </ul>
 */
public enum Property {
    // What the log says.
    UNIQUE(
            "Unique",
            "no number of a key is issued twice along the PLog",
            "a number was issued twice",
            Rule.R6,
            Rule.R1,
            Rule.R2,
            Rule.R5,
            Rule.R7,
            Rule.R8,
            Rule.R9,
            Rule.R10,
            Rule.R11,
            Rule.R14),
    MONOTONE(
            "Monotone",
            "the issued numbers of a key rise along the PLog",
            "a number was issued below one that the log has",
            Rule.R6,
            Rule.R1,
            Rule.R2,
            Rule.R5,
            Rule.R7,
            Rule.R8,
            Rule.R9,
            Rule.R10,
            Rule.R11,
            Rule.R14),
    DENSE(
            "Dense",
            "the issued numbers of a key have no holes, from the initial value on, explicit ones aside",
            "a number was left out",
            Rule.R6,
            Rule.R3,
            Rule.R18),
    IN_RANGE(
            "InRange",
            "numbers and offsets are 1 to 2^63-1, or what limits in the reply to hello says, and never wrap; wsId is 0"
                    + " to 2^64-1",
            "a value was given out that is out of its range",
            Rule.R17),
    OFFSET_ONCE("OffsetOnce", "each PLog offset is used once", Rule.R2),
    DENSE_OFFSETS(
            "DenseOffsets", "the PLog has no holes", "an event was to be appended behind a hole", Rule.R3, Rule.R2),
    DURABLE("Durable", "an event that was durable is never lost", Rule.WA),

    // What the storage holds.
    CHECKPOINT_SOUND(
            "CheckpointSound",
            "for every event below the stored checkpoint, the stored number of each of its keys is at least the event's",
            "the stored checkpoint covers an event whose numbers are not stored",
            Rule.R7,
            Rule.R4,
            Rule.R5,
            Rule.R9,
            Rule.R10,
            Rule.R11,
            Rule.R14),
    CHECKPOINT_REAL(
            "CheckpointReal",
            "the stored checkpoint is at most one past the end of the PLog",
            "the checkpoint is past the end of the log",
            Rule.R4,
            Rule.R1),
    STORAGE_JUSTIFIED(
            "StorageJustified",
            "no stored number is above the largest of its key in the PLog: the storage holds last-used numbers",
            "a number was written that no event in the log has",
            Rule.R6,
            Rule.R1,
            Rule.R9),
    STORED_NEVER_DECREASES(
            "StoredNeverDecreases", "neither a stored number nor the stored checkpoint decreases", Rule.R7, Rule.R13),
    CHECKPOINT_FORWARD("CheckpointForward", "the stored checkpoint never goes back", Rule.R13),
    NUMBERS_FORWARD("NumbersForward", "no stored number goes back", Rule.R7),
    STORAGE_AGREES("StorageAgrees", "a real storage remembers what the simulated device was given", Rule.R7),
    NOTHING_IS_NOT_WRITTEN(
            "NothingIsNotWritten",
            "a flusher to which nothing was published since the rebuild writes nothing",
            "a checkpoint of 0 was written",
            Rule.R13),

    // What an owner knows.
    TYPE_OK("TypeOK", "the state has the right shape; numbers stay in range", Rule.R17),
    PENDING_SOUND(
            "PendingSound",
            "for every event below an owner's pending checkpoint, the pending or the stored number of each of its keys is"
                    + " at least the event's",
            Rule.R10,
            Rule.R5,
            Rule.R9,
            Rule.R11),
    PENDING_BOUNDED(
            "PendingBounded",
            "what is pending stays below its limit plus one event's keys; a scan leaves room",
            Rule.R12),
    READY_EXACT(
            "ReadyExact",
            "when an owner is idle and up to date, its cache, and pending and storage together, give exactly the largest"
                    + " number that the PLog has",
            Rule.R8,
            Rule.R6,
            Rule.R9,
            Rule.R10,
            Rule.R11,
            Rule.R18),
    OFFSET_EXACT(
            "OffsetExact",
            "start returns the offset after the last event, where an append is accepted",
            "start gave an offset that was taken already",
            Rule.R3),
    NOTHING_HIDDEN(
            "NothingHidden", "two states of the core that are one of the specification's can do the same", Rule.R11),
    IMPLEMENTS("Implements", "each step is one of the abstract sequence's: the refinement", Rule.R1),
    RELATION("Relation", "each step is one of the proved relation, and changes what the relation says"),

    // What a call does.
    REPLY(
            "Reply",
            "each call answers what is allowed, as section 3 of conformance/PROTOCOL.md has it",
            "a call answered what is not allowed",
            Rule.R6),
    REFUSAL("Refusal", "a call is refused if, and only if, there is a reason to", Rule.R12),
    REFUSED_MEANS_NO_TRANSACTION(
            "RefusedMeansNoTransaction", "a start that is refused leaves no transaction behind", Rule.R16, Rule.R12),
    RAISED("Raised", "use says whether the number was above the last-used one", Rule.R18),
    NO_UNEXPECTED_ERROR(
            "NoUnexpectedError",
            "no call or step ends in an error that its contract does not name",
            Rule.R17,
            Rule.R14),
    NO_FAILURE("NoFailure", "no step of the core fails by itself", Rule.R17),
    PROTOCOL(
            "Protocol",
            "an adapter lives, answers, and sends the messages of conformance/PROTOCOL.md; who does not is not judged",
            "the protocol was broken, so the sequencer is not judged"),

    // What a client does.
    PROVISIONAL("Provisional", "an event carries only numbers issued to its transaction or reported by use", Rule.R1),
    CALL_ORDER("CallOrder", "calls come in the order start, next or use, append, flush or actualize", Rule.R1),
    APPEND_FIRST("AppendFirst", "flush follows an append that surely succeeded", Rule.R1),
    OFFSET_GIVEN(
            "OffsetGiven",
            "start gives no offset that its owner knows to be taken, and the event is appended where start said",
            Rule.R3),

    // What comes in the end.
    ACT_ENDS(
            "ActEnds",
            "once the faults stop, every rebuild ends",
            "a recovery did not end",
            Rule.R12,
            Rule.R14,
            Rule.R16),
    ACCEPTED(
            "Accepted",
            "a start that neither a rebuild nor back-pressure can explain any more is accepted",
            "a start was refused without a reason",
            Rule.R12),
    DRAINED(
            "Drained",
            "once the faults stop, all that was published reaches the storage",
            "what was flushed or found in the log did not reach the storage",
            Rule.R12,
            Rule.R4),
    FLUSH_REACHES("FlushReaches", "what was published is stored", Rule.R12),
    ANSWERS(
            "Answers",
            "a client call is answered, though a storage call that it need not wait for waits",
            "a call was not answered",
            Rule.R11),
    CLOSES(
            "Closes",
            "a close returns within its time, even if the storage fails forever",
            "close did not return, or did not give up",
            Rule.R15),
    CLOSE_DRAINS("CloseDrains", "a close on a healthy storage leaves nothing unwritten", Rule.R15, Rule.R4),
    LAST_TRY("LastTry", "a close has tried once to write what is pending", Rule.R15);

    private final String id;
    private final String sentence;
    private final String broken;
    private final List<Rule> rules;

    Property(String id, String sentence, Rule... rules) {
        this(id, sentence, "", rules);
    }

    Property(String id, String sentence, String broken, Rule... rules) {
        this.id = id;
        this.sentence = sentence;
        this.broken = broken;
        this.rules = List.of(rules);
    }

    /** The property of that name; empty for a name that is none. */
    public static Optional<Property> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** The name in the specification, in reports, capsules and messages. */
    public String id() {
        return id;
    }

    /** What must hold. */
    public String sentence() {
        return sentence;
    }

    /** What the oracle says has happened if it does not hold; empty for what the oracle does not judge by. */
    public String broken() {
        return broken;
    }

    /**
     * The rules that it guards, the nearest first; none for {@link #PROTOCOL}, which is about the oracle's messages, and none
     * for {@link #RELATION}, which says all of them.
     */
    public List<Rule> rules() {
        return rules;
    }

    /** The nearest rule's id, or what it has instead: {@code PROTOCOL} or {@code RELATION}. */
    public String nearest() {
        return rules.isEmpty() ? name() : rules.get(0).name();
    }
}
