package io.isequencer.oracle.judge;

import static io.isequencer.oracle.judge.Worlds.HALF;
import static io.isequencer.oracle.judge.Worlds.KEY;
import static io.isequencer.oracle.judge.Worlds.append;
import static io.isequencer.oracle.judge.Worlds.broken;
import static io.isequencer.oracle.judge.Worlds.explicit;
import static io.isequencer.oracle.judge.Worlds.issued;
import static io.isequencer.oracle.judge.Worlds.numbers;
import static io.isequencer.oracle.judge.Worlds.numbersAndCheckpoint;
import static io.isequencer.oracle.judge.Worlds.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.KeyNumber;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Each invariant: what breaks it, in which words, and its nearest neighbour that does not. */
class InvariantsTest {
    private static final LongFunction<String> RULE_OF = offset -> "rule of " + offset;
    private final World world = Worlds.empty();

    @Test
    void denseOffsets() {
        append(world, issued(1, 1));
        broken(
                "DenseOffsets",
                "R3",
                "an append at offset 2, the end of the log, or below",
                "the event was to be appended at offset 3, behind a hole",
                () -> append(world, issued(3, 2)));
        broken(
                "DenseOffsets",
                "R3",
                "an append at offset 2, the end of the log, or below",
                "the event was to be appended at offset 9223372036854775808, behind a hole",
                () -> world.appendLater(issued(HALF, 2), seqId -> 1));
        assertFalse(world.append(issued(1, 2), seqId -> 1));
        assertTrue(world.append(issued(2, 2), seqId -> 1));
    }

    @Test
    void unique() {
        append(world, issued(1, 1, 2));
        broken(
                "Unique",
                "",
                "workspace 5, seqId 1: number 3, as the log's last one is 2",
                "the event at offset 2 has number 2",
                () -> append(world, issued(2, 2)));
        append(world, issued(2, 3));
    }

    @Test
    void monotoneAlsoAboveTheSignedNumbers() {
        append(world, explicit(1, HALF + 6));
        broken(
                "Monotone",
                "",
                "workspace 5, seqId 1: number 9223372036854775815, as the log's last one is 9223372036854775814",
                "the event at offset 2 has number 7",
                () -> append(world, issued(2, 7)));
        append(world, issued(2, HALF + 7));
    }

    @Test
    void denseFromTheInitialValueOn() {
        broken(
                "Dense",
                "",
                "workspace 5, seqId 1: number 200001, as the log's last one is 0",
                "the event at offset 1 has number 200002",
                () -> world.append(issued(1, 200002), seqId -> 200001));
        world.append(issued(1, 200001, 200002), seqId -> 200001);
        broken(
                "Dense",
                "",
                "workspace 5, seqId 1: number 200003, as the log's last one is 200002",
                "the event at offset 2 has number 200004",
                () -> world.append(issued(2, 200004), seqId -> 200001));
        world.append(issued(2, 200003), seqId -> 200001);
    }

    @Test
    void aSmallNumberThatWasUsedDoesNotLowerTheInitialValue() {
        world.append(explicit(1, 3), seqId -> 10);
        world.append(issued(2, 10), seqId -> 10);
        assertEquals(10, world.invariants().last(KEY));
    }

    @Test
    void anExplicitNumberIsNobodysToAnswerForAndNeverLowersTheLastOne() {
        append(world, explicit(1, 9, 4, 9));
        assertEquals(9, world.invariants().last(KEY));
        append(world, issued(2, 10));
    }

    @Test
    void nothingIsNotWritten() {
        broken(
                "NothingIsNotWritten",
                "R13",
                "no write at all as long as nothing was published",
                "a write with nextPLogOffset 0",
                () -> write(world, numbersAndCheckpoint(0)));
        write(world, numbers());
    }

    @Test
    void theCheckpointIsReal() {
        append(world, issued(1, 1));
        broken(
                "CheckpointReal",
                "R4",
                "nextPLogOffset of at most 2, one past the log's last event",
                "a write with nextPLogOffset 3",
                () -> write(world, numbersAndCheckpoint(3, 1)));
        broken(
                "CheckpointReal",
                "R4",
                "nextPLogOffset of at most 2, one past the log's last event",
                "a write with nextPLogOffset 9223372036854775808",
                () -> world.writeLater(numbersAndCheckpoint(HALF, 1)));
        assertEquals(0, world.storage().number(KEY));
        write(world, numbersAndCheckpoint(2, 1));
    }

    @Test
    void whatIsWrittenIsJustifiedByTheLog() {
        append(world, issued(1, 1));
        broken(
                "StorageJustified",
                "R6",
                "workspace 5, seqId 1: a number of at most 1, the log's last one",
                "a write of number 2, which no event in the log has",
                () -> write(world, numbers(1, 2)));
        assertEquals(0, world.storage().number(KEY));
        write(world, numbers(1));
    }

    @Test
    void whatWasGivenOutIsWrittenTooEarlyAsLongAsNoEventHasIt() {
        append(world, issued(1, 1));
        world.invariants().handedOut(KEY, 3);
        world.invariants().handedOut(KEY, 2);
        broken(
                "StorageJustified",
                "R1",
                "workspace 5, seqId 1: a number of at most 1, the log's last one",
                "a write of number 3, which was given out, but no event in the log has it",
                () -> write(world, numbers(1, 3)));
        broken(
                "StorageJustified",
                "R6",
                "workspace 5, seqId 1: a number of at most 1, the log's last one",
                "a write of number 4, which no event in the log has",
                () -> write(world, numbers(1, 4)));
        append(world, issued(2, 2, 3));
        write(world, numbers(3));
    }

    @Test
    void theCheckpointIsSound() {
        append(world, issued(1, 1), issued(2, 2));
        broken(
                "CheckpointSound",
                "",
                "with nextPLogOffset 3 stored, workspace 5, seqId 1 stored with at least 2, as the event at offset 2"
                        + " has it",
                "the stored number is 1",
                () -> write(world, numbersAndCheckpoint(3, 1)));
    }

    @Test
    void theEventAtTheCheckpointNeedNotBeStoredYet() {
        append(world, issued(1, 1), issued(2, 2));
        write(world, numbersAndCheckpoint(2, 1));
        write(world, numbersAndCheckpoint(3, 2));
    }

    @Test
    void theEventAtACheckpointIsJudgedWithTheNextCheckpoint() {
        append(world, issued(1, 1), issued(2, 2), issued(3, 3));
        write(world, numbersAndCheckpoint(2, 1));
        broken(
                "CheckpointSound",
                "",
                "with nextPLogOffset 3 stored, workspace 5, seqId 1 stored with at least 2,"
                        + " as the event at offset 2 has it",
                "the stored number is 1",
                () -> write(world, numbersAndCheckpoint(3, 1)));
    }

    @Test
    void aNumberAboveTheSignedOnesIsNotStoredByASmallOne() {
        append(world, explicit(1, HALF));
        broken(
                "CheckpointSound",
                "",
                "with nextPLogOffset 2 stored, workspace 5, seqId 1 stored with at least 9223372036854775808, as the"
                        + " event at offset 1 has it",
                "the stored number is 7",
                () -> write(world, numbersAndCheckpoint(2, 7)));
        write(world, numbersAndCheckpoint(2, HALF));
    }

    @Test
    void aLossLeavesNoCheckpointBehind() {
        append(world, issued(1, 1), issued(2, 2));
        write(world, numbersAndCheckpoint(2, 1));
        world.lose(1);
        broken(
                "CheckpointReal",
                "WA",
                "syncPLog below each checkpoint before it is written: nextPLogOffset at most 1",
                "the crash took the end of the log, and nextPLogOffset 2 is stored",
                () -> world.lose(1));
    }

    @Test
    void aLossLeavesNoNumberBehind() {
        append(world, issued(1, 1), issued(2, 2));
        write(world, numbers(1));
        world.lose(1);
        broken(
                "StorageJustified",
                "WA",
                "workspace 5, seqId 1: a stored number of at most 0, the log's last one",
                "the crash took the end of the log, and number 1 is stored",
                () -> world.lose(1));
    }

    @Test
    void numbersThatWereLostAreFreeAgainAndThoseBelowAreNot() {
        append(world, issued(1, 1), explicit(2, 9), issued(3, 10));
        world.lose(2);
        assertEquals(1, world.invariants().last(KEY));
        append(world, issued(2, 2));
    }

    @Test
    void theLargestOfTheEventsThatAreLeftCounts() {
        append(world, explicit(1, 9), explicit(2, 4), issued(3, 10));
        world.lose(1);
        assertEquals(9, world.invariants().last(KEY));
    }

    @Test
    void whatWasStoredFromTheStartIsTakenAsReadAndSurvivesALoss() {
        World given = Worlds.of("1", "0", List.of(new KeyNumber("5", 1, "41")));
        assertEquals(41, given.invariants().last(KEY));
        append(given, issued(1, 42));
        given.lose(1);
        assertEquals(41, given.invariants().last(KEY));
        append(given, issued(1, 42));
    }

    @Test
    void drainedIsWhatHasItsNumbersStored() {
        append(world, issued(1, 1), issued(2, 2), issued(3, 3));
        write(world, numbersAndCheckpoint(2, 2));
        world.invariants().checkDrained(3, RULE_OF);
        broken(
                "Drained",
                "rule of 3",
                "workspace 5, seqId 1 stored with at least 3 once the sequencer is idle",
                "the stored number is 2",
                () -> world.invariants().checkDrained(4, RULE_OF));
    }

    @Test
    void drainedIsWhatHasItsCheckpointAtTheLastEventOrBehindIt() {
        append(world, issued(1, 1), issued(2, 2), issued(3, 3));
        write(world, numbersAndCheckpoint(2, 3));
        broken(
                "Drained",
                "rule of 3",
                "nextPLogOffset 4 or 3 once the sequencer is idle",
                "the stored one is 2",
                () -> world.invariants().checkDrained(4, RULE_OF));
        write(world, numbersAndCheckpoint(3));
        world.invariants().checkDrained(4, RULE_OF);
        write(world, numbersAndCheckpoint(4));
        world.invariants().checkDrained(4, RULE_OF);
    }

    @Test
    void whatIsBehindTheEndOfTheLogNeedsNoNumbersToBeDrained() {
        append(world, issued(1, 1));
        write(world, numbersAndCheckpoint(2, 1));
        world.invariants().checkDrained(3, RULE_OF);
    }
}
