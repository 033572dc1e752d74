package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncoveredTest {
    private final Uncovered uncovered = new Uncovered();
    private final List<String> visited = new ArrayList<>();

    private void event(int... keys) {
        uncovered.beginEvent();
        for (int key : keys) {
            uncovered.add(key, 10L * key, 10L * key - 1);
        }
    }

    private void visit(long plogOffset, int key, long number, long lastBefore) {
        assertEquals(10L * key, number);
        assertEquals(number - 1, lastBefore);
        visited.add(plogOffset + ":" + key);
    }

    private void holds(int events, int entries) {
        assertEquals(events, uncovered.events());
        assertEquals(entries, uncovered.entries());
    }

    @Test
    void whatIsBelowACheckpointIsDroppedInOrder() {
        event(1, 2);
        event();
        event(3);
        event(4, 5, 6);
        holds(4, 6);
        uncovered.dropBelow(1, this::visit);
        assertEquals(List.of(), visited);
        uncovered.dropBelow(4, this::visit);
        assertEquals(List.of("1:1", "1:2", "3:3"), visited);
        holds(1, 3);
        uncovered.dropBelow(9, this::visit);
        assertEquals(List.of("1:1", "1:2", "3:3", "4:4", "4:5", "4:6"), visited);
        holds(0, 0);
        event(7);
        holds(1, 1);
        uncovered.truncateFrom(5, this::visit);
        assertEquals("5:7", visited.get(6));
    }

    @Test
    void whatIsLostIsTakenBackTheLastFirst() {
        uncovered.startAt(7);
        event(1, 2);
        event(3);
        event();
        event(4, 5);
        uncovered.truncateFrom(11, this::visit);
        assertEquals(List.of(), visited);
        uncovered.truncateFrom(8, this::visit);
        assertEquals(List.of("10:5", "10:4", "8:3"), visited);
        holds(1, 2);
        event(6);
        uncovered.truncateFrom(1, this::visit);
        assertEquals(List.of("10:5", "10:4", "8:3", "8:6", "7:2", "7:1"), visited);
        holds(0, 0);
    }

    @Test
    void bothEndsMeet() {
        event(1);
        event(2);
        event(3);
        event(4, 5);
        event(6);
        uncovered.dropBelow(3, this::visit);
        uncovered.truncateFrom(4, this::visit);
        assertEquals(List.of("1:1", "2:2", "5:6", "4:5", "4:4"), visited);
        holds(1, 1);
        uncovered.truncateFrom(3, this::visit);
        assertEquals("3:3", visited.get(5));
        holds(0, 0);
        event(7, 8);
        uncovered.dropBelow(4, this::visit);
        assertEquals(List.of("3:7", "3:8"), visited.subList(6, 8));
    }

    @Test
    void anyNumberOfEventsMayWait() {
        for (int i = 1; i <= 3_000; i++) {
            event(i, i);
        }
        holds(3_000, 6_000);
        uncovered.dropBelow(1_001, this::visit);
        assertEquals(2_000, visited.size());
        assertEquals("1000:1000", visited.get(1_999));
        uncovered.truncateFrom(2_999, this::visit);
        assertEquals(List.of("3000:3000", "3000:3000", "2999:2999", "2999:2999"), visited.subList(2_000, 2_004));
        uncovered.dropBelow(2_999, this::visit);
        assertEquals(6_000, visited.size());
        holds(0, 0);
    }

    @Test
    void anyNumberOfEventsMayBeEmpty() {
        for (int i = 1; i <= 3_000; i++) {
            event();
        }
        holds(3_000, 0);
        uncovered.truncateFrom(2, this::visit);
        holds(1, 0);
    }

    @Test
    void memoryIsUsedAgainOnceNothingWaits() {
        for (int i = 1; i <= 5_000; i++) {
            event(i);
            uncovered.dropBelow(i + 1, this::visit);
        }
        holds(0, 0);
        assertEquals(1_024, uncovered.room());
    }

    @Test
    void memoryIsThatOfWhatWaitsAndNotOfWhatPassedBy() {
        for (int i = 1; i <= 50_000; i++) {
            event(i);
            uncovered.dropBelow(i - 100, this::visit);
        }
        holds(101, 101);
        assertEquals(49_899, visited.size());
        assertEquals(1_024, uncovered.room());
    }

    @Test
    void whatIsKeptIsFoundByItsOffset() {
        event(1);
        event(2, 3);
        event();
        event(4);
        uncovered.dropBelow(2, this::visit);
        assertFalse(uncovered.has(1));
        assertTrue(uncovered.has(2));
        assertTrue(uncovered.has(4));
        assertFalse(uncovered.has(5));
        for (int offset = 2; offset <= 4; offset++) {
            uncovered.visit(offset, this::visit);
        }
        assertEquals(List.of("1:1", "2:2", "2:3", "4:4"), visited);
    }

    @Test
    void aNumberThatComesLateStandsBeforeThoseBehindIt() {
        event(9);
        event();
        uncovered.beginEvent();
        uncovered.add(2, 7, 0);
        uncovered.add(1, 3, 1);
        uncovered.beginEvent();
        uncovered.add(1, 4, 3);
        uncovered.dropBelow(2, this::visit);
        uncovered.fill(2, 1, 2, 4);
        assertEquals(List.of("2: 1=2 behind 1", "3: 2=7 behind 0", "3: 1=3 behind 2", "4: 1=4 behind 3"), kept(2, 4));
    }

    @Test
    void whatWasTakenBackIsNotBehindANumberThatComesLate() {
        event();
        event(2);
        event(1, 1, 1);
        uncovered.truncateFrom(3, this::visit);
        uncovered.fill(1, 1, 8, 5);
        assertEquals(List.of("1: 1=8 behind 5", "2: 2=20 behind 19"), kept(1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 1_024})
    void anyNumberOfEventsMayBeBehindANumberThatComesLate(int count) {
        for (int i = 1; i <= count; i++) {
            event(i);
        }
        uncovered.fill(400, 5_000, 50_000, 49_999);
        holds(count, count + 1);
        uncovered.dropBelow(count + 1, this::visit);
        assertEquals(count + 1, visited.size());
        assertEquals(List.of("400:400", "400:5000", "401:401"), visited.subList(399, 402));
    }

    private List<String> kept(long from, long to) {
        List<String> kept = new ArrayList<>();
        for (long at = from; at <= to; at++) {
            uncovered.visit(
                    at,
                    (offset, key, number, before) ->
                            kept.add(offset + ": " + key + "=" + number + " behind " + before));
        }
        return kept;
    }
}
