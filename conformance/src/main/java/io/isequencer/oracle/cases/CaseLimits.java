package io.isequencer.oracle.cases;

/**
 * The limits that a sequencer is opened with.
 *
 * <ul>
 *   <li><i>Units:</i> keys, keys, milliseconds, milliseconds.
 * </ul>
 */
public record CaseLimits(int maxUnflushedValues, int cacheSize, int retryDelayMs, int closeTimeoutMs) {
    /** What a case has unless it says otherwise. */
    public static final CaseLimits USUAL = new CaseLimits(500, 100_000, 20, 500);

    public CaseLimits withMaxUnflushedValues(int value) {
        return new CaseLimits(value, cacheSize, retryDelayMs, closeTimeoutMs);
    }

    public CaseLimits withCacheSize(int value) {
        return new CaseLimits(maxUnflushedValues, value, retryDelayMs, closeTimeoutMs);
    }
}
