package io.isequencer.oracle.wire;

import io.isequencer.api.CallOrderException;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UnknownSequenceException;

/** The error code of what our sequencer throws. */
public final class SequencerErrors {
    private SequencerErrors() {}

    /**
     * The code, or null if the exception is none of the sequencer's.
     *
     * @param call the call that threw: start, next, use, flush or actualize
     */
    public static ErrorCode codeOf(String call, RuntimeException failure) {
        if (failure instanceof IllegalArgumentException) {
            return ErrorCode.MALFORMED;
        }
        if (failure instanceof SequencerClosedException) {
            return ErrorCode.CLOSED;
        }
        if (failure instanceof SequenceExhaustedException) {
            return ErrorCode.EXHAUSTED;
        }
        if (failure instanceof StorageException) {
            return ErrorCode.UNAVAILABLE;
        }
        if (failure instanceof UnknownSequenceException) {
            return call.equals("start") ? ErrorCode.UNKNOWN_WORKSPACE_KIND : ErrorCode.UNKNOWN_SEQUENCE;
        }
        return failure instanceof CallOrderException ? outOfOrder(call) : null;
    }

    private static ErrorCode outOfOrder(String call) {
        return switch (call) {
            case "start" -> ErrorCode.ALREADY_STARTED;
            case "actualize" -> ErrorCode.ACTUALIZING;
            default -> ErrorCode.NOT_STARTED;
        };
    }
}
