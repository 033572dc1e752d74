package io.isequencer.api;

/** The wsKind or seqId is not among the declared {@link SeqTypes}. */
public class UnknownSequenceException extends SequencerException {
    private static final long serialVersionUID = 1L;

    public UnknownSequenceException(String message) {
        super(message);
    }
}
