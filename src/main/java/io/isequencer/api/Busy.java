package io.isequencer.api;

/**
 * Why {@link Sequencer#start} began no transaction.
 *
 * <p>The reason travels as a negative {@code long} in place of the offset, so that the hot path allocates nothing.
 *
 * <ul>
 *   <li><i>Source:</i> rule R12; action Start of {@code tla/Sequencer.tla}, whose guard these are.
 * </ul>
 */
public enum Busy {
    /** The state is being rebuilt from the PLog. */
    ACTUALIZING(-1),
    /** More than {@link SequencerParams#maxUnflushedValues} values wait for the flusher. */
    BACK_PRESSURE(-2);

    private final long code;

    Busy(long code) {
        this.code = code;
    }

    /** What {@link Sequencer#start} returns for this reason. */
    public long code() {
        return code;
    }

    /** Whether a result of {@link Sequencer#start} is a refusal. */
    public static boolean isBusy(long startResult) {
        return startResult < 0;
    }

    /**
     * The reason behind a result of {@link Sequencer#start}.
     *
     * @throws IllegalArgumentException if the result is an offset, not a refusal
     */
    public static Busy of(long startResult) {
        for (Busy busy : values()) {
            if (busy.code == startResult) {
                return busy;
            }
        }
        throw new IllegalArgumentException("startResult must be a busy code: startResult=" + startResult);
    }
}
