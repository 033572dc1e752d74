package io.isequencer.api;

/** The sequencer was closed. */
public class SequencerClosedException extends SequencerException {
    private static final long serialVersionUID = 1L;

    public SequencerClosedException(String message) {
        super(message);
    }
}
