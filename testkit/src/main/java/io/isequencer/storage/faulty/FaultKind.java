package io.isequencer.storage.faulty;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can go wrong with a call.
 *
 * <ul>
 *   <li><i>Source:</i> rules R1 and R7 of {@code docs/protocol.md}.
 * </ul>
 */
public enum FaultKind {
    /** The call goes through. */
    NONE(EnumSet.allOf(Operation.class)),
    /** The call goes through, after a pause. */
    DELAY(EnumSet.allOf(Operation.class)),
    /** A read fails; a scan fails after some events. */
    READ_ERROR(EnumSet.of(Operation.READ_NUMBER, Operation.READ_CHECKPOINT, Operation.SCAN)),
    /** A write or sync fails and has no effect. */
    ERROR_BEFORE(EnumSet.of(Operation.WRITE, Operation.SYNC)),
    /** A write or sync has its effect and fails all the same. */
    ERROR_AFTER(EnumSet.of(Operation.WRITE, Operation.SYNC)),
    /** The first values of a batch are written, the others and the checkpoint are not; the write fails. */
    TORN(EnumSet.of(Operation.WRITE)),
    /** A write fails and has its effect later: a ghost. */
    LATE(EnumSet.of(Operation.WRITE)),
    /** An append surely did not happen. */
    APPEND_FAILED(EnumSet.of(Operation.APPEND)),
    /** The outcome of an append is unknown; it happened. */
    APPEND_UNKNOWN_WRITTEN(EnumSet.of(Operation.APPEND)),
    /** The outcome of an append is unknown; it did not happen. */
    APPEND_UNKNOWN_LOST(EnumSet.of(Operation.APPEND)),
    /** The outcome of an append is unknown; it is tried later, when the offset may be taken. */
    APPEND_LATE(EnumSet.of(Operation.APPEND));

    private final Set<Operation> operations;

    FaultKind(Set<Operation> operations) {
        this.operations = operations;
    }

    /** Whether the fault can befall the operation. */
    public boolean fits(Operation operation) {
        return operations.contains(operation);
    }
}
