package io.isequencer.storage.caches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import io.isequencer.storage.contract.CacheContract;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgetfulCacheTest extends CacheContract {

    @Override
    protected Cache create() {
        return new ForgetfulCache(() -> false);
    }

    @Test
    void forgetsWhenItsDecisionSaysSo() {
        // One decision per put and per read of a known key.
        Iterator<Boolean> decisions = List.of(false, false, true, true).iterator();
        ForgetfulCache forgetful = new ForgetfulCache(decisions::next);
        forgetful.put(1, 1, 10);
        assertEquals(10, forgetful.get(1, 1));
        assertEquals(0, forgetful.get(9, 9), "an unknown key needs no decision");
        assertEquals(0, forgetful.get(1, 1));
        forgetful.put(1, 1, 11);
        assertEquals(0, forgetful.get(1, 1));
        assertEquals(2, forgetful.evictions());
    }

    @Test
    void evictsOnCommand() {
        ForgetfulCache forgetful = new ForgetfulCache(() -> false);
        forgetful.put(1, 1, 10);
        forgetful.put(2, 1, 20);
        forgetful.put(3, 1, 30);

        assertTrue(forgetful.evict(1, 1));
        assertFalse(forgetful.evict(1, 1));
        assertEquals(0, forgetful.get(1, 1));
        assertEquals(20, forgetful.get(2, 1));
        forgetful.evictAll();
        assertEquals(0, forgetful.get(2, 1));
        assertEquals(3, forgetful.evictions());
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
            assertEquals(1, put(ForgetfulCache.seeded(i, 0)));
            assertEquals(0, put(ForgetfulCache.seeded(i, 100)));
        }
    }

    private static long put(ForgetfulCache forgetful) {
        forgetful.put(1, 1, 1);
        return forgetful.get(1, 1);
    }

    @Test
    void percentIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> ForgetfulCache.seeded(1, 101));
        assertThrows(IllegalArgumentException.class, () -> ForgetfulCache.seeded(1, -1));
    }

    private static List<Long> answers(long seed) {
        ForgetfulCache forgetful = ForgetfulCache.seeded(seed, 30);
        List<Long> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            forgetful.put(i % 20, 1, 1);
            answers.add(forgetful.get((i * 7) % 20, 1));
        }
        return answers;
    }
}
