package io.isequencer.storage.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.spi.Cache;

/**
 * Caffeine, bounded by the number of keys: what {@link TieredCache} has behind its table.
 *
 * <p>What it evicts is not reproducible, hence not for simulation.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, more than the port asks for. Maintenance runs in the calling thread: a partition
 *       costs no pool.
 *   <li><i>Units:</i> maxSize counts keys, at least 1; it may be exceeded for the moment of a put.
 * </ul>
 */
public final class CaffeineCache implements Cache {
    private final com.github.benmanes.caffeine.cache.Cache<NumberKey, Long> numbers;

    public CaffeineCache(int maxSize) {
        Limits.requireAtLeast("maxSize", 1, maxSize);
        numbers = Caffeine.newBuilder()
                .maximumSize(maxSize)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public long get(long wsId, int seqId) {
        Long number = numbers.getIfPresent(new NumberKey(wsId, seqId));
        return number == null ? 0 : number;
    }

    @Override
    public void put(long wsId, int seqId, long number) {
        numbers.put(new NumberKey(wsId, seqId), Limits.requireNumber(number));
    }

    @Override
    public void clear() {
        numbers.invalidateAll();
    }

    /** Forgets a key and returns its number, or 0 if it does not know it. */
    long take(long wsId, int seqId) {
        Long number = numbers.asMap().remove(new NumberKey(wsId, seqId));
        return number == null ? 0 : number;
    }

    /** How many keys it holds, overdue evictions carried out first. */
    public long size() {
        numbers.cleanUp();
        return numbers.estimatedSize();
    }
}
