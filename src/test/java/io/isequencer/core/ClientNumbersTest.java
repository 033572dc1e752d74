package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.B;
import static io.isequencer.core.CoreDriver.WS;
import static io.isequencer.core.CoreDriver.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.UnknownSequenceException;
import io.isequencer.api.UseResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientNumbersTest {
    private final CoreDriver driver = CoreDriver.ready();
    private final Client client = driver.client;

    @Test
    void theFirstNumbersAreTheInitialValues() {
        driver.start(WS);
        assertEquals(1, driver.next(A));
        assertEquals(200_001, driver.next(B));
        assertEquals(2, driver.next(A));
        assertEquals(200_002, driver.next(B));
        assertEquals(Map.of(key(WS, A), 2L, key(WS, B), 200_002L), driver.inproc());
    }

    @Test
    void aStoredNumberBelowTheInitialValueDoesNotCount() {
        driver.store(WS, B, 7);
        driver.start(WS);
        assertEquals(200_001, driver.next(B));
    }

    @Test
    void anUnknownLastNumberIsAskedOfTheStorageOnce() {
        driver.store(WS, A, 41);
        driver.start(WS);
        assertFalse(client.missing());
        assertEquals(0, client.next(1, A));
        assertEquals(Map.of(), driver.inproc());
        client.miss(A);
        assertTrue(client.missing());
        assertEquals(A, client.missSeqId());
        client.fill(41);
        assertFalse(client.missing());
        assertEquals(Map.of(key(WS, A), 41L), driver.inproc());
        assertEquals(42, client.next(1, A));
        assertEquals(43, client.next(1, A));
        assertEquals(
                List.of("Start(0,0,1)", "Miss(1,0,0)", "Fill(1,41,0)", "Next(1,42,0)", "Next(1,43,0)"), driver.steps);
    }

    @Test
    void aFailedReadLeavesTheTransactionAsItWas() {
        driver.start(WS);
        driver.next(A);
        driver.steps.clear();
        client.miss(B);
        assertEquals(B, client.missSeqId());
        client.missFailed();
        assertFalse(client.missing());
        assertTrue(client.inTransaction());
        assertEquals(Map.of(key(WS, A), 1L), driver.inproc());
        assertEquals(0, client.next(1, B));
        assertEquals(2, client.next(1, A));
        assertEquals(List.of("Miss(2,0,0)", "MissFail(2,0,0)", "Next(1,2,0)"), driver.steps);
    }

    @Test
    void theCacheSavesTheRead() {
        driver.cache.put(WS, A, 9);
        driver.start(WS);
        assertEquals(10, client.next(1, A));
        driver.cache.put(WS, A, 50);
        assertEquals(11, client.next(1, A));
    }

    @Test
    void theCacheIsWrittenByFlushAlone() {
        driver.start(WS);
        driver.next(A);
        assertEquals(Map.of(), driver.cache.numbers);
        client.flush();
        assertEquals(Map.of(key(WS, A), 1L), driver.cache.numbers);
    }

    @Test
    void aTransactionForgetsThePreviousOnesSlots() {
        driver.commit(WS, A, A, B);
        driver.start(8);
        assertEquals(Map.of(), driver.inproc());
        assertEquals(1, driver.next(A));
        assertEquals(200_001, driver.next(B));
    }

    @Test
    void aMissTakesTheLargerOfPendingAndStored() {
        driver.commit(WS, A, A, A);
        driver.cache.clear();
        driver.start(WS);
        assertEquals(4, driver.next(A));
        client.flush();
        driver.cache.clear();
        driver.store(WS, A, 90);
        driver.start(WS);
        assertEquals(91, driver.next(A));
    }

    @Test
    void pendingIsLookedAtBeforeTheStorageIsRead() {
        driver.commit(WS, A, A, A);
        driver.cache.clear();
        driver.start(WS);
        client.miss(A);
        assertEquals(3, client.missPending());
        driver.settle();
        assertEquals(Map.of(), driver.pending());
        assertEquals(3, client.missPending());
        client.fill(0);
        assertEquals(4, client.next(2, A));
    }

    @Test
    void anUndeclaredSequenceIsRefused() {
        driver.start(WS);
        String message = "seqId must be declared in seqTypes for wsKind 1: seqId=9";
        assertEquals(
                message,
                assertThrows(UnknownSequenceException.class, () -> client.next(1, 9))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(UnknownSequenceException.class, () -> client.use(1, 9, 5))
                        .getMessage());
        assertTrue(client.inTransaction());
        assertEquals(1, driver.next(A));
    }

    @Test
    void theLastNumberIsIssuedAndNoneAfterIt() {
        driver.store(WS, A, Long.MAX_VALUE - 1);
        driver.start(WS);
        assertEquals(Long.MAX_VALUE, driver.next(A));
        driver.steps.clear();
        var failure = assertThrows(SequenceExhaustedException.class, () -> driver.next(A));
        assertEquals(
                "number must be 1..9223372036854775807: last number=9223372036854775807, seqId=1",
                failure.getMessage());
        assertEquals(List.of(), driver.steps);
        assertEquals(Map.of(key(WS, A), Long.MAX_VALUE), driver.inproc());
        assertEquals(200_001, driver.next(B));
    }

    @Test
    void aNumberThatIsNotIssuedLeavesNoTrace() {
        driver.cache.put(WS, A, Long.MAX_VALUE);
        driver.start(WS);
        assertThrows(SequenceExhaustedException.class, () -> client.next(1, A));
        assertEquals(Map.of(), driver.inproc());
    }

    @Test
    void anInitialValueAtTheEndOfTheRangeIsIssuedOnce() {
        client.start(1, 2, WS);
        assertEquals(Long.MAX_VALUE, driver.next(9));
        assertThrows(SequenceExhaustedException.class, () -> driver.next(9));
    }

    @Test
    void aUsedNumberAboveTheLastRaisesIt() {
        driver.start(WS);
        assertEquals(UseResult.RAISED, driver.use(A, 10));
        assertEquals(11, driver.next(A));
        assertEquals(UseResult.RAISED, driver.use(A, 12));
        assertEquals(UseResult.NOT_ABOVE_LAST, driver.use(A, 12));
        assertEquals(UseResult.NOT_ABOVE_LAST, driver.use(A, 1));
        assertEquals(13, driver.next(A));
        assertEquals(
                List.of(
                        "Start(0,0,1)",
                        "Miss(1,0,0)",
                        "Fill(1,0,0)",
                        "Use(1,10,0)",
                        "Next(1,11,0)",
                        "Use(1,12,0)",
                        "Use(1,12,0)",
                        "Use(1,1,0)",
                        "Next(1,13,0)"),
                driver.steps);
    }

    @Test
    void aUsedNumberBelowTheInitialValueIsKeptButNotFollowed() {
        driver.start(WS);
        assertEquals(UseResult.RAISED, driver.use(B, 5));
        assertEquals(200_001, driver.next(B));
    }

    @Test
    void useNeedsTheLastNumberFirst() {
        driver.start(WS);
        assertNull(client.use(1, A, 5));
        assertEquals(Map.of(), driver.inproc());
        assertEquals(List.of("Start(0,0,1)"), driver.steps);
    }

    @Test
    void useChecksItsNumber() {
        driver.start(WS);
        for (long number : new long[] {0, -1, Long.MIN_VALUE}) {
            assertEquals(
                    "number must be 1..9223372036854775807: number=" + number,
                    assertThrows(IllegalArgumentException.class, () -> client.use(1, A, number))
                            .getMessage());
        }
        assertEquals(UseResult.RAISED, driver.use(A, Long.MAX_VALUE));
    }
}
