package io.isequencer.storage.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import io.isequencer.storage.CacheContract;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvilCacheTest extends CacheContract {

    @Override
    protected Cache create() {
        return new EvilCache(() -> false);
    }

    @Test
    void forgetsWhenItsDecisionSaysSo() {
        // One decision per put and per read of a known key.
        Iterator<Boolean> decisions = List.of(false, false, true, true).iterator();
        EvilCache evil = new EvilCache(decisions::next);
        evil.put(1, 1, 10);
        assertEquals(10, evil.get(1, 1));
        assertEquals(0, evil.get(9, 9), "an unknown key needs no decision");
        assertEquals(0, evil.get(1, 1));
        evil.put(1, 1, 11);
        assertEquals(0, evil.get(1, 1));
        assertEquals(2, evil.evictions());
    }

    @Test
    void evictsOnCommand() {
        EvilCache evil = new EvilCache(() -> false);
        evil.put(1, 1, 10);
        evil.put(2, 1, 20);
        evil.put(3, 1, 30);

        assertTrue(evil.evict(1, 1));
        assertFalse(evil.evict(1, 1));
        assertEquals(0, evil.get(1, 1));
        assertEquals(20, evil.get(2, 1));
        evil.evictAll();
        assertEquals(0, evil.get(2, 1));
        assertEquals(3, evil.evictions());
    }

    @Test
    void sameSeedForgetsTheSame() {
        assertEquals(answers(7), answers(7));
        assertNotEquals(answers(7), answers(8));
        assertTrue(answers(7).contains(0L));
        assertTrue(answers(7).contains(1L));
    }

    @Test
    void zeroPercentForgetsNothingAndAHundredForgetAll() {
        for (int i = 0; i < 100; i++) {
            assertEquals(1, put(EvilCache.seeded(i, 0)));
            assertEquals(0, put(EvilCache.seeded(i, 100)));
        }
    }

    private static long put(EvilCache evil) {
        evil.put(1, 1, 1);
        return evil.get(1, 1);
    }

    @Test
    void percentIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> EvilCache.seeded(1, 101));
        assertThrows(IllegalArgumentException.class, () -> EvilCache.seeded(1, -1));
    }

    private static List<Long> answers(long seed) {
        EvilCache evil = EvilCache.seeded(seed, 30);
        List<Long> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            evil.put(i % 20, 1, 1);
            answers.add(evil.get((i * 7) % 20, 1));
        }
        return answers;
    }
}
