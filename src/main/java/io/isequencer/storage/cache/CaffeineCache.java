package io.isequencer.storage.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.spi.Cache;

/**
 * The production cache: Caffeine, bounded by the number of keys.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Units:</i> size in keys.
 * </ul>
 */
public final class CaffeineCache implements Cache {
    private final com.github.benmanes.caffeine.cache.Cache<NumberKey, Long> numbers;

    public CaffeineCache(int maximumSize) {
        Limits.requireAtLeast("cacheSize", 1, maximumSize);
        // Maintenance on the caller: the sequencer's threads are the only ones.
        numbers = Caffeine.newBuilder()
                .maximumSize(maximumSize)
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
        numbers.put(new NumberKey(wsId, seqId), number);
    }

    @Override
    public void clear() {
        numbers.invalidateAll();
    }
}
