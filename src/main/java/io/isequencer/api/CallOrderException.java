package io.isequencer.api;

/** A call out of order: the order is {@code Start Next* (Flush | Actualize)}. */
public class CallOrderException extends SequencerException {
    private static final long serialVersionUID = 1L;

    public CallOrderException(String message) {
        super(message);
    }
}
