package io.isequencer.storage.cache;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import io.isequencer.storage.contract.CacheContract;
import org.junit.jupiter.api.Test;

class CaffeineCacheTest extends CacheContract {

    @Override
    protected Cache create() {
        return new CaffeineCache(MAX_SIZE);
    }

    @Test
    void sizeIsBounded() {
        CaffeineCache bounded = new CaffeineCache(MAX_SIZE);
        for (int i = 0; i < 100 * MAX_SIZE; i++) {
            bounded.put(i, 1, 1);
        }
        assertTrue(bounded.size() <= MAX_SIZE, () -> "size=" + bounded.size());
        assertTrue(bounded.size() > MAX_SIZE / 2, () -> "size=" + bounded.size());
    }

    @Test
    void emptyBoundIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CaffeineCache(0));
    }
}
