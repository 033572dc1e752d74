package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.B;
import static io.isequencer.core.CoreDriver.KIND;
import static io.isequencer.core.CoreDriver.WS;
import static io.isequencer.core.CoreDriver.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.Limits;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.UnknownSequenceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ClientTransactionTest {
    private final CoreDriver driver = CoreDriver.ready();
    private final Client client = driver.client;

    @Test
    void startGivesTheAdmittedOffsetAndDoesNotMoveIt() {
        assertEquals(1, driver.start(WS));
        assertTrue(client.inTransaction());
        assertEquals(WS, client.wsId());
        assertEquals(1, client.plogOffset());
        assertEquals(1, driver.partition.nextOffset());
        assertEquals(List.of("Start(0,0,1)"), driver.steps);
    }

    @Test
    void aBusyStartBeginsNothing() {
        for (Busy busy : Busy.values()) {
            assertEquals(busy.code(), client.start(busy.code(), KIND, WS));
        }
        assertFalse(client.inTransaction());
        assertEquals(List.of(), driver.steps);
    }

    @Test
    void aSecondStartIsRefused() {
        driver.start(WS);
        assertRefused(
                CallOrderException.class,
                "start must follow flush or actualize: inTransaction=true",
                () -> driver.start(5));
        assertEquals(WS, client.wsId());
    }

    @Test
    void startChecksItsKind() {
        assertRefused(
                IllegalArgumentException.class,
                "wsKind must be 0..65535: wsKind=65536",
                () -> client.start(1, 65_536, WS));
        assertRefused(
                IllegalArgumentException.class, "wsKind must be 0..65535: wsKind=-1", () -> client.start(1, -1, WS));
        assertRefused(
                UnknownSequenceException.class,
                "wsKind must be declared in seqTypes: wsKind=3",
                () -> client.start(Busy.ACTUALIZING.code(), 3, WS));
        assertFalse(client.inTransaction());
    }

    @Test
    void theLastOffsetIsGivenAndTheOneBehindItIsNot() {
        assertEquals(Limits.MAX_PLOG_OFFSET, client.start(Limits.MAX_PLOG_OFFSET, KIND, WS));
        client.flush();
        assertEquals(Long.MAX_VALUE, driver.partition.nextOffset());
        assertEquals(Long.MAX_VALUE, driver.partition.pendingCheckpoint());
        assertRefused(
                SequenceExhaustedException.class,
                "plogOffset must be 1..9223372036854775806: plogOffset=9223372036854775807",
                () -> driver.start(WS));
        assertFalse(client.inTransaction());
    }

    @Test
    void flushPublishesNumbersAndMovesTheOffset() {
        driver.start(WS);
        driver.next(A);
        driver.next(A);
        driver.next(B);
        driver.steps.clear();
        client.flush();
        assertFalse(client.inTransaction());
        assertEquals(Map.of(key(WS, A), 2L, key(WS, B), 200_001L), driver.pending());
        assertEquals(driver.pending(), driver.cache.numbers);
        assertEquals(2, driver.partition.nextOffset());
        assertEquals(2, driver.partition.pendingCheckpoint());
        assertTrue(driver.partition.flusherSignalled());
        assertEquals(List.of("Flush(0,0,1)"), driver.steps);
    }

    @Test
    void anEventWithoutNumbersMovesTheOffsetToo() {
        driver.start(WS);
        client.flush();
        assertEquals(Map.of(), driver.pending());
        assertEquals(Map.of(), driver.cache.numbers);
        assertEquals(2, driver.partition.nextOffset());
        assertEquals(2, driver.partition.pendingCheckpoint());
    }

    @Test
    void aNumberThatWasOnlyLookedAtIsNotPublished() {
        driver.start(WS);
        client.miss(A);
        client.fill(0);
        client.flush();
        assertEquals(Map.of(), driver.pending());
        assertEquals(Map.of(), driver.cache.numbers);
    }

    @Test
    void flushDoesNotLowerWhatIsPending() {
        driver.commit(WS, A, A, A);
        driver.cache.put(WS, A, 1);
        driver.start(WS);
        driver.next(A);
        client.flush();
        assertEquals(Map.of(key(WS, A), 3L), driver.pending());
    }

    @Test
    void callsOutsideATransactionAreRefused() {
        assertOutOfOrder("next must follow start: inTransaction=false", () -> client.next(1, A));
        assertOutOfOrder("use must follow start: inTransaction=false", () -> client.use(1, A, 5));
        assertOutOfOrder("flush must follow start: inTransaction=false", client::flush);
        assertEquals(1, driver.partition.nextOffset());
        driver.commit(WS, A);
        assertOutOfOrder("next must follow start: inTransaction=false", () -> client.next(2, A));
    }

    @Test
    void actualizeEndsTheTransactionAndAsksForARebuild() {
        driver.settle().steps.clear();
        driver.start(WS);
        driver.next(A);
        driver.steps.clear();
        client.actualize();
        assertFalse(client.inTransaction());
        assertTrue(driver.partition.actualizing());
        assertTrue(driver.partition.flusherCancelled);
        assertEquals("stopping", driver.partition.actualizerState());
        assertEquals(1, driver.partition.nextOffset());
        assertEquals(Map.of(), driver.inproc());
        assertEquals(List.of("Actualize(0,0,0)"), driver.steps);
    }

    @Test
    void actualizeNeedsNoTransaction() {
        client.actualize();
        assertTrue(driver.partition.actualizing());
        driver.settle();
        assertFalse(driver.partition.actualizing());
    }

    @Test
    void actualizeIsRefusedDuringAnActualization() {
        client.actualize();
        assertOutOfOrder("actualize must wait for the end of the actualization: actualizing=true", client::actualize);
    }

    @Test
    void everyCallIsRefusedAfterClose() {
        driver.start(WS);
        driver.partition.close();
        driver.steps.clear();
        assertClosed(() -> client.start(Partition.CLOSED, KIND, WS));
        assertClosed(() -> client.start(Partition.CLOSED, 3, WS));
        assertClosed(() -> client.next(Partition.CLOSED, A));
        assertClosed(() -> client.use(Partition.CLOSED, A, 5));
        assertClosed(client::flush);
        assertClosed(client::actualize);
        assertTrue(client.inTransaction());
        assertFalse(driver.partition.actualizing());
        assertEquals(1, driver.partition.nextOffset());
    }

    private void assertClosed(Executable call) {
        assertRefused(SequencerClosedException.class, "sequencer must be open: closed=true", call);
    }

    private void assertOutOfOrder(String message, Executable call) {
        assertRefused(CallOrderException.class, message, call);
    }

    private void assertRefused(Class<? extends Exception> type, String message, Executable call) {
        List<String> before = List.copyOf(driver.steps);
        assertEquals(message, assertThrows(type, call).getMessage());
        assertEquals(before, driver.steps);
    }
}
