package io.isequencer.api;

/** The last number or offset was used; numbers never wrap (R17). */
public class SequenceExhaustedException extends SequencerException {
    private static final long serialVersionUID = 1L;

    public SequenceExhaustedException(String message) {
        super(message);
    }
}
