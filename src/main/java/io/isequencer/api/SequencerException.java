package io.isequencer.api;

import org.jspecify.annotations.Nullable;

/**
 * What all exceptions of the sequencer have in common: the message is {@code rule: name=value}, and the sequencer's
 * state is as it was before the call.
 */
public abstract class SequencerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SequencerException(String message) {
        super(message);
    }

    SequencerException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
