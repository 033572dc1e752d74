package io.isequencer.api;

import java.util.Objects;

/** A commit was given up while {@link Sequencer#start} refused to begin: nothing was begun, try again later. */
public class SequencerBusyException extends SequencerException {
    private static final long serialVersionUID = 1L;

    private final Busy reason;

    public SequencerBusyException(Busy reason) {
        super("sequencer must be ready: busy=" + Objects.requireNonNull(reason, "reason"));
        this.reason = reason;
    }

    /** What the sequencer was busy with. */
    public Busy reason() {
        return reason;
    }
}
