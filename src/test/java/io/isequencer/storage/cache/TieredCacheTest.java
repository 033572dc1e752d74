package io.isequencer.storage.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import io.isequencer.storage.contract.CacheContract;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TieredCacheTest extends CacheContract {

    @Override
    protected Cache create() {
        return new TieredCache(MAX_SIZE, MAX_SIZE / 2);
    }

    @Test
    void whatTheTableEvictsIsFoundBehindIt() {
        TieredCache cache = new TieredCache(1_000, 10);
        for (int key = 0; key < 500; key++) {
            cache.put(key, 1, key + 1L);
        }
        for (int key = 0; key < 500; key++) {
            assertEquals(key + 1L, cache.get(key, 1), "key=" + key);
        }
    }

    @Test
    void withRoomForAllNothingIsBehindTheTable() {
        TieredCache cache = new TieredCache(10, 10);
        for (int key = 0; key < 11; key++) {
            cache.put(key, 1, 1);
        }
        int known = 0;
        for (int key = 0; key < 11; key++) {
            known += (int) cache.get(key, 1);
        }
        assertEquals(10, known);
    }

    @Test
    void aKeyThatWasFetchedIsInTheTableAgain() {
        TieredCache cache = new TieredCache(2, 1);
        cache.put(1, 1, 7);
        cache.put(2, 1, 8);
        assertEquals(7, cache.get(1, 1));
        assertEquals(8, cache.get(2, 1));
        assertEquals(7, cache.get(1, 1));
    }

    @Test
    void clearingForgetsBothTiers() {
        TieredCache cache = new TieredCache(20, 10);
        for (int key = 0; key < 20; key++) {
            cache.put(key, 1, 1);
        }
        cache.clear();
        for (int key = 0; key < 20; key++) {
            assertEquals(0, cache.get(key, 1), "key=" + key);
        }
    }

    @Test
    void neverKnowsWhatWasNotPutLast() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int inTable = 1 + random.nextInt(10);
            TieredCache cache = new TieredCache(inTable + 1 + random.nextInt(20), inTable);
            Map<Long, Long> last = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                long wsId = random.nextLong(40);
                long known = cache.get(wsId, 1);
                assertTrue(known == 0 || known == last.get(wsId), () -> "known=" + known + ", last=" + last.get(wsId));
                if (random.nextBoolean()) {
                    cache.put(wsId, 1, i + 1);
                    last.put(wsId, i + 1L);
                    assertEquals(i + 1, cache.get(wsId, 1));
                }
            }
        }
    }

    @Test
    void emptyBoundIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TieredCache(0));
    }
}
