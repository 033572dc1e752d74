package io.isequencer.api;

import java.util.Objects;

/**
 * What a sequencer is made with.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a value out of range.
 *   <li><i>Units:</i> {@code maxUnflushedValues} counts keys, at least 1 (R16): {@link Sequencer#start} is refused while
 *       more keys than this wait for the flusher, and recovery pauses while this many wait. One transaction may exceed
 *       it by the sequences of its workspace: each number that it looked up waits then, used or not. {@code cacheSize}
 *       counts keys. Delays are milliseconds: {@code retryDelayMs} between two tries of a failed storage call,
 *       {@code closeTimeoutMs} the bound of {@link Sequencer#close}.
 * </ul>
 */
public record SequencerParams(
        SeqTypes seqTypes, int maxUnflushedValues, int cacheSize, long retryDelayMs, long closeTimeoutMs) {

    public SequencerParams {
        Objects.requireNonNull(seqTypes, "seqTypes");
        Limits.requireAtLeast("maxUnflushedValues", 1, maxUnflushedValues);
        Limits.requireAtLeast("cacheSize", 1, cacheSize);
        Limits.requireAtLeast("retryDelayMs", 0, retryDelayMs);
        Limits.requireAtLeast("closeTimeoutMs", 0, closeTimeoutMs);
    }

    /** 500 unflushed values, a cache of 100,000 keys, 500 ms between tries, 10 s to close. */
    public static SequencerParams of(SeqTypes seqTypes) {
        return new SequencerParams(seqTypes, 500, 100_000, 500, 10_000);
    }

    public SequencerParams withSeqTypes(SeqTypes value) {
        return new SequencerParams(value, maxUnflushedValues, cacheSize, retryDelayMs, closeTimeoutMs);
    }

    public SequencerParams withMaxUnflushedValues(int value) {
        return new SequencerParams(seqTypes, value, cacheSize, retryDelayMs, closeTimeoutMs);
    }

    public SequencerParams withCacheSize(int value) {
        return new SequencerParams(seqTypes, maxUnflushedValues, value, retryDelayMs, closeTimeoutMs);
    }

    public SequencerParams withRetryDelayMs(long value) {
        return new SequencerParams(seqTypes, maxUnflushedValues, cacheSize, value, closeTimeoutMs);
    }

    public SequencerParams withCloseTimeoutMs(long value) {
        return new SequencerParams(seqTypes, maxUnflushedValues, cacheSize, retryDelayMs, value);
    }
}
