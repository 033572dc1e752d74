package io.isequencer.recording;

import io.isequencer.api.CallOrderException;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UnknownSequenceException;

/**
 * The error codes of histories and of the oracle's protocol.
 *
 * <ul>
 *   <li><i>Source:</i> sections 3 and 4 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public enum ErrorCode {
    /** Nobody knows whether the call had an effect. */
    TIMEOUT(0),
    /** An unknown op, or one whose capability was not declared. */
    NOT_SUPPORTED(10),
    /** The call could not be done now. */
    UNAVAILABLE(11),
    /** A field is missing or out of range. */
    MALFORMED(12),
    /** The process was gone before it could answer. */
    CRASHED(13),
    /** The seqId is not declared for the wsKind of the transaction. */
    UNKNOWN_SEQUENCE(1000),
    /** Start in a transaction. */
    ALREADY_STARTED(1001),
    /** Next, use or flush outside of a transaction. */
    NOT_STARTED(1002),
    /** Actualize while the sequencer recovers. */
    ACTUALIZING(1003),
    /** No number, or no offset, is left. */
    EXHAUSTED(1004),
    /** Start with a wsKind that was not declared. */
    UNKNOWN_WORKSPACE_KIND(1005),
    /** A client call after close, or before the first open. */
    CLOSED(1006);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /**
     * The code of what our sequencer throws, or null if the exception is none of the sequencer's.
     *
     * @param call the call that threw: start, next, use, flush or actualize
     */
    public static ErrorCode of(String call, RuntimeException failure) {
        if (failure instanceof IllegalArgumentException) {
            return MALFORMED;
        }
        if (failure instanceof SequencerClosedException) {
            return CLOSED;
        }
        if (failure instanceof SequenceExhaustedException) {
            return EXHAUSTED;
        }
        if (failure instanceof StorageException) {
            return UNAVAILABLE;
        }
        if (failure instanceof UnknownSequenceException) {
            return call.equals("start") ? UNKNOWN_WORKSPACE_KIND : UNKNOWN_SEQUENCE;
        }
        return failure instanceof CallOrderException ? outOfOrder(call) : null;
    }

    private static ErrorCode outOfOrder(String call) {
        return switch (call) {
            case "start" -> ALREADY_STARTED;
            case "actualize" -> ACTUALIZING;
            default -> NOT_STARTED;
        };
    }
}
