package io.isequencer.storage.caches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.spi.Cache;
import io.isequencer.storage.contract.CacheContract;
import org.junit.jupiter.api.Test;

class LruCacheTest extends CacheContract {

    @Override
    protected Cache create() {
        return new LruCache(MAX_SIZE);
    }

    @Test
    void forgetsTheKeyUsedLongestAgo() {
        LruCache lru = new LruCache(2);
        lru.put(1, 1, 10);
        lru.put(2, 1, 20);
        lru.get(1, 1);
        lru.put(3, 1, 30);

        assertEquals(2, lru.size());
        assertEquals(10, lru.get(1, 1));
        assertEquals(0, lru.get(2, 1));
        assertEquals(30, lru.get(3, 1));
    }

    @Test
    void putOfAKnownKeyForgetsNothing() {
        LruCache lru = new LruCache(2);
        lru.put(1, 1, 10);
        lru.put(2, 1, 20);
        lru.put(1, 1, 11);

        assertEquals(11, lru.get(1, 1));
        assertEquals(20, lru.get(2, 1));
    }

    @Test
    void emptyBoundIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LruCache(0));
    }
}
