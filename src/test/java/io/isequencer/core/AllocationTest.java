package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int CALLS = 2_000;

    /** So that no compiler can do without the object. */
    private Object kept;

    private int round;

    @Test
    void workThatAllocatesNothingShowsNothing() {
        assertEquals(0, Allocation.of(10, () -> {}).least());
    }

    @Test
    void anObjectPerCallIsInEveryRound() {
        Allocation found = Allocation.of(10, () -> {
            for (int i = 0; i < CALLS; i++) {
                kept = new Object();
            }
        });
        assertTrue(found.least() >= 8L * CALLS, found::toString);
    }

    @Test
    void oneObjectPerRoundIsInEveryRound() {
        Allocation found = Allocation.of(10, () -> {
            for (int i = 0; i < CALLS; i++) {
                kept = i == CALLS / 2 ? new Object() : kept;
            }
        });
        assertTrue(found.least() >= 8, found::toString);
    }

    @Test
    void whatCameOnceIsInTheTotalAlone() {
        Allocation found = Allocation.of(10, () -> {
            round++;
            if (round == 3) {
                kept = new byte[100];
            }
        });
        assertEquals(0, found.least());
        assertTrue(found.total() >= 100, found::toString);
    }
}
