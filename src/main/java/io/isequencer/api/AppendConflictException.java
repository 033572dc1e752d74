package io.isequencer.api;

/**
 * An event was not appended because another one stands at its offset: somebody else writes to this log, or an append
 * that seemed to have failed arrived late. The event is surely not in the log; it can be committed again, and gets
 * another offset and other numbers.
 */
public class AppendConflictException extends SequencerException {
    private static final long serialVersionUID = 1L;

    private final long plogOffset;

    public AppendConflictException(long plogOffset) {
        super("plogOffset must be free: plogOffset=" + plogOffset);
        this.plogOffset = plogOffset;
    }

    /** The offset that is taken. */
    public long plogOffset() {
        return plogOffset;
    }
}
