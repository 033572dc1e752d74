package io.isequencer.simulation.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is checked, in plain words.
 *
 * <ul>
 *   <li><i>Source:</i> the properties of {@code tla/Sequencer.tla}, the rules of {@code docs/protocol.md}.
 * </ul>
 */
public enum PropertyText {
    UNIQUE("Unique", "No number of a key is in the log twice.", 1, 2, 5, 6, 7, 8, 9, 10, 11, 14),
    MONOTONE("Monotone", "Along the log, the issued numbers of a key only grow.", 1, 2, 5, 6, 7, 8, 9, 10, 11, 14),
    DENSE("Dense", "Issued numbers leave no holes: each is the key's last number plus one.", 6, 3, 18),
    DENSE_OFFSETS("DenseOffsets", "Each offset of the log is used once, and none is left out.", 3, 2),
    CHECKPOINT_SOUND(
            "CheckpointSound",
            "Whatever number an event below the stored checkpoint carries, the storage has it or a larger one.",
            7,
            4,
            5,
            9,
            10,
            11,
            14),
    CHECKPOINT_REAL("CheckpointReal", "The stored checkpoint is never past the end of the log.", 1, 4),
    STORAGE_JUSTIFIED("StorageJustified", "The storage has no number that the log does not have.", 1, 9),
    STORED_NEVER_DECREASES(
            "StoredNeverDecreases", "A stored number and the stored checkpoint are never lowered.", 7, 13),
    PENDING_SOUND(
            "PendingSound",
            "Whatever number an event below an owner's pending checkpoint carries, it is pending or stored, or a larger"
                    + " one is.",
            10,
            5,
            9,
            11),
    READY_EXACT(
            "ReadyExact",
            "When an owner is idle and up to date, its cache, and pending and storage together, give exactly the"
                    + " largest number that the log has.",
            8,
            6,
            9,
            10,
            11,
            18),
    STORAGE_AGREES("StorageAgrees", "A real storage remembers what the simulated device told it.", 7),
    NOTHING_IS_NOT_WRITTEN(
            "NothingIsNotWritten", "A flusher to which nothing was published since the rebuild writes nothing.", 13),
    REFUSED_MEANS_NO_TRANSACTION(
            "RefusedMeansNoTransaction", "A start that is refused leaves no transaction behind.", 16, 12),
    NO_UNEXPECTED_ERROR(
            "NoUnexpectedError", "No call or step ends in an error that its contract does not name.", 17, 14),
    ACT_ENDS("ActEnds", "Once the faults stop, every actualization ends.", 12, 14, 16),
    ACCEPTED("Accepted", "Once the faults stop, every owner accepts a start again and commits.", 12),
    DRAINED("Drained", "Once the faults stop, all that was published reaches the storage.", 12, 4),
    CLOSES("Closes", "A close returns, even if the storage fails for ever.", 15),
    CLOSE_DRAINS("CloseDrains", "A close on a healthy storage leaves nothing unwritten.", 15, 4);

    private final String property;
    private final String sentence;
    private final int[] rules;

    PropertyText(String property, String sentence, int... rules) {
        this.property = property;
        this.sentence = sentence;
        this.rules = rules;
    }

    /** The text of a property; empty for a name that is none. */
    public static Optional<PropertyText> of(String property) {
        for (PropertyText text : values()) {
            if (text.property.equals(property)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** The name in the specification, in capsules and messages. */
    public String property() {
        return property;
    }

    /** What must hold. */
    public String sentence() {
        return sentence;
    }

    /** The rules that it guards, the nearest first, as {@code R10}. */
    public List<String> rules() {
        return Arrays.stream(rules).mapToObj(rule -> "R" + rule).toList();
    }

    /** Where the documents explain it, as {@code docs/protocol.md#r10}. */
    public String docs() {
        return "docs/protocol.md#r" + rules[0];
    }
}
