package io.isequencer.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A commit was given up while {@link Sequencer#start} refused to begin: nothing was begun, try again later.
 *
 * <p>A cause, if there is one, is the {@link Sequencer#failure failure} that kept the sequencer busy. To try again helps
 * as soon as the call that failed goes through; a log that says it must be opened again has to be.
 */
public class SequencerBusyException extends SequencerException {
    private static final long serialVersionUID = 1L;

    private final Busy reason;

    public SequencerBusyException(Busy reason) {
        this(reason, null);
    }

    /** @param failure why it stays busy, null if nothing fails */
    public SequencerBusyException(Busy reason, @Nullable Throwable failure) {
        super(
                "sequencer must be ready: busy=" + Objects.requireNonNull(reason, "reason")
                        + (failure == null ? "" : ", cause=" + failure),
                failure);
        this.reason = reason;
    }

    /** What the sequencer was busy with. */
    public Busy reason() {
        return reason;
    }
}
