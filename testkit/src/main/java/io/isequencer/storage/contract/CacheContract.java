package io.isequencer.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Cache} must do. It may forget any key at any time, so only the last put can be expected to stay. */
public abstract class CacheContract {
    protected static final int MAX_SIZE = 100;

    protected Cache cache;

    /** A new cache with room for {@link #MAX_SIZE} keys, which forgets nothing before it is full. */
    protected abstract Cache create();

    @BeforeEach
    void createCache() {
        cache = create();
    }

    @Test
    void unknownKeyIsZero() {
        assertEquals(0, cache.get(1, 1));
    }

    @Test
    void keepsWhatWasPut() {
        cache.put(1, 1, 10);
        cache.put(1, 2, 20);
        cache.put(2, 1, 30);

        assertEquals(10, cache.get(1, 1));
        assertEquals(20, cache.get(1, 2));
        assertEquals(30, cache.get(2, 1));
        assertEquals(0, cache.get(2, 2));
    }

    @Test
    void lastPutCounts() {
        cache.put(1, 1, 10);
        cache.put(1, 1, 11);
        assertEquals(11, cache.get(1, 1));

        cache.put(1, 1, 5);
        assertEquals(5, cache.get(1, 1), "the cache is no max-wins store");
    }

    @Test
    void r16WorkspacesAreUnsignedAndZeroIsOne() {
        cache.put(0, 65_535, 1);
        cache.put(-1L, 65_535, Long.MAX_VALUE);
        cache.put(Long.MIN_VALUE, 1, 3);

        assertEquals(1, cache.get(0, 65_535));
        assertEquals(Long.MAX_VALUE, cache.get(-1L, 65_535));
        assertEquals(3, cache.get(Long.MIN_VALUE, 1));
    }

    @Test
    void clearForgetsAll() {
        cache.put(1, 1, 10);
        cache.put(2, 1, 10);
        cache.clear();

        assertEquals(0, cache.get(1, 1));
        assertEquals(0, cache.get(2, 1));
        cache.put(1, 1, 3);
        assertEquals(3, cache.get(1, 1));
    }

    @Test
    void neverReturnsAnOlderValue() {
        for (long number = 1; number <= 10; number++) {
            for (int key = 0; key < 10 * MAX_SIZE; key++) {
                cache.put(key, 1, number);
            }
            for (int key = 0; key < 10 * MAX_SIZE; key++) {
                long got = cache.get(key, 1);
                assertTrue(got == 0 || got == number, "got=" + got + ", put=" + number);
            }
        }
    }

    @Test
    void badArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> cache.put(1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> cache.put(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> cache.get(1, 65_536));
    }
}
