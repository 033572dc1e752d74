package io.isequencer.storage.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import io.isequencer.storage.contract.CacheContract;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TableCacheTest extends CacheContract {

    @Override
    protected Cache create() {
        return new TableCache(MAX_SIZE);
    }

    @Test
    void sizeIsBounded() {
        for (int maxSize : new int[] {1, 2, 10, 11, MAX_SIZE}) {
            TableCache bounded = new TableCache(maxSize);
            for (int i = 0; i < 100 * maxSize; i++) {
                bounded.put(i, 1, 1);
                assertEquals(Math.min(i + 1, maxSize), bounded.size());
                assertEquals(1, bounded.get(i, 1), "the last put stays");
            }
        }
    }

    @Test
    void holdsAsManyKeysAsItMay() {
        TableCache large = new TableCache(100_000);
        for (int i = 0; i < 100_000; i++) {
            large.put(i, 1 + i % 65_535, i + 1L);
        }
        assertEquals(100_000, large.size());
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i + 1L, large.get(i, 1 + i % 65_535));
        }
    }

    @Test
    void whatIsAskedForOutlivesWhatIsNot() {
        TableCache small = new TableCache(10);
        small.put(1, 1, 7);
        for (int i = 100; i < 1_000; i++) {
            assertEquals(7, small.get(1, 1));
            small.put(i, 1, 1);
        }
    }

    @Test
    void whatIsNoLongerAskedForGoes() {
        TableCache small = new TableCache(10);
        for (int key = 0; key < 10; key++) {
            small.put(key, 1, 1);
            for (int uses = 0; uses < 100; uses++) {
                small.get(key, 1);
            }
        }
        for (int i = 100; i < 150; i++) {
            small.put(i, 1, 1);
        }
        for (int key = 0; key < 10; key++) {
            assertEquals(0, small.get(key, 1), "a use more than three does not count: key=" + key);
        }
    }

    @Test
    void aPutDoesNotGoRoundATableThatIsAllInUse() {
        TableCache large = new TableCache(1_000);
        for (int key = 0; key < 1_000; key++) {
            large.put(key, 1, 1);
            large.get(key, 1);
        }
        large.put(5_000, 1, 1);
        assertEquals(1, large.get(5_000, 1));
        int kept = 0;
        for (int key = 0; key < 1_000; key++) {
            kept += (int) large.get(key, 1);
        }
        assertEquals(999, kept);
    }

    @Test
    void clearingMakesItSmall() {
        TableCache cleared = new TableCache(1_000);
        for (int key = 0; key < 2_000; key++) {
            cleared.put(key, 1, 1);
        }
        cleared.clear();
        assertEquals(0, cleared.size());
        for (int key = 0; key < 500; key++) {
            cleared.put(key, 1, 2);
        }
        assertEquals(500, cleared.size());
        assertEquals(2, cleared.get(499, 1));
    }

    /** Against a plain map: what is known is what was put last, through collisions, evictions and the table's end. */
    @Test
    void neverKnowsWhatWasNotPutLast() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TableCache small = new TableCache(1 + random.nextInt(40));
            Map<Long, Long> last = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                long wsId = random.nextLong(80);
                int seqId = 1 + random.nextInt(3);
                long key = wsId * 10 + seqId;
                long known = small.get(wsId, seqId);
                assertTrue(known == 0 || known == last.get(key), () -> "known=" + known + ", last=" + last.get(key));
                if (random.nextBoolean()) {
                    small.put(wsId, seqId, i + 1);
                    last.put(key, i + 1L);
                    assertEquals(i + 1, small.get(wsId, seqId));
                }
            }
        }
    }

    @Test
    void noKeyIsLostButByEviction() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TableCache small = new TableCache(1 + random.nextInt(40));
            for (int i = 0; i < 300; i++) {
                small.put(random.nextLong(200), 1, 1);
                long known = LongStream.range(0, 200)
                        .filter(wsId -> small.get(wsId, 1) != 0)
                        .count();
                assertEquals(small.size(), known);
            }
        }
    }

    @Test
    void growsWhenTwoThirdsAreInUse() {
        TableCache growing = new TableCache(1_000);
        for (int keys = 0; keys <= 1_000; keys++) {
            int capacity = 16;
            while (3 * keys > 2 * capacity) {
                capacity *= 2;
            }
            assertEquals(capacity, growing.capacity(), "keys=" + keys);
            growing.put(keys, 1, 1);
        }
    }

    @Test
    void emptyBoundIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TableCache(0));
    }
}
