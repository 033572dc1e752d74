package io.isequencer.simulation.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.rules.Property;
import io.isequencer.spi.LogEvent;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final FleetOptions SMALL = new FleetOptions(60, 6, 200, 60);

    @Test
    void nothingIsWrongAndEachTroubleIsMet() {
        List<FleetResult> results = LongStream.rangeClosed(1, 6)
                .mapToObj(seed -> Fleet.run(SMALL, seed))
                .toList();

        results.forEach(result -> assertNull(result.violation(), () -> "seed " + result.seed()));
        for (FleetMark mark : FleetMark.values()) {
            assertTrue(results.stream().anyMatch(result -> result.tally().count(mark) > 0), mark.id());
        }
        for (FleetCall call : FleetCall.values()) {
            assertTrue(results.stream().allMatch(result -> result.tally().count(call) > 0), call.id());
        }
    }

    @Test
    void theSameSeedIsTheSameRun() {
        FleetResult first = Fleet.run(SMALL, 7);
        FleetResult second = Fleet.run(SMALL, 7);

        assertEquals(first.hash(), second.hash());
        assertEquals(first.tally().calls(), second.tally().calls());
        assertNotEquals(first.hash(), Fleet.run(SMALL, 8).hash());
    }

    @Test
    void theHashIsTheSameEverywhere() {
        assertEquals("be77f80f70fe249d", Long.toHexString(Fleet.run(SMALL, 1).hash()));
    }

    @Test
    void allThatIsAcknowledgedIsAnsweredOnceAndCostsAnAppend() {
        FleetTally tally = Fleet.run(SMALL, 1).tally();

        assertTrue(tally.answers().size() > 10_000, "answers " + tally.answers().size());
        assertTrue(tally.count(FleetCall.APPEND) >= tally.answers().size());
        assertTrue(tally.answers().percentile(50) >= FleetCall.APPEND.averageUs() / 2);
        assertTrue(tally.answers().percentile(50) <= tally.answers().percentile(99));
    }

    /** R7: a write that comes late must not put an old number over a new one. */
    private static final class LastWriterWins extends FleetPartition {
        LastWriterWins(int id, Shard shard) {
            super(id, shard);
        }

        @Override
        long afterWrite(long before, long written) {
            return written;
        }
    }

    @Test
    void aStorageInWhichTheLastWriterWinsIsFound() {
        FleetResult result = firstFailure(LastWriterWins::new);

        List<String> backward = List.of(Property.NUMBERS_FORWARD.id(), Property.CHECKPOINT_FORWARD.id());
        assertTrue(backward.contains(result.violation().property()), result.violation()::getMessage);
        assertFalse(result.trace().isEmpty());
    }

    /** R2: an event replaces another one's offset. */
    private static final class SaysYesTwice extends FleetPartition {
        SaysYesTwice(int id, Shard shard) {
            super(id, shard);
        }

        @Override
        boolean append(LogEvent event) {
            super.append(event);
            return true;
        }
    }

    @Test
    void aLogThatAcceptsATakenOffsetIsFound() {
        FleetResult result = firstFailure(SaysYesTwice::new);

        assertEquals(Property.STORAGE_JUSTIFIED.id(), result.violation().property(), result.violation()::getMessage);
    }

    private static FleetResult firstFailure(BiFunction<Integer, Shard, FleetPartition> partitions) {
        return LongStream.rangeClosed(1, 20)
                .mapToObj(seed -> Fleet.run(SMALL, seed, partitions))
                .filter(result -> !result.passed())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertEquals(
                "machines must be 2..10000: machines=1",
                assertThrows(IllegalArgumentException.class, () -> new FleetOptions(1, 1, 1, 1))
                        .getMessage());
    }
}
