package io.isequencer.oracle.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.CaseLimits;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.CaseParams.KindDeclaration;
import io.isequencer.oracle.cases.CaseParams.SeqDeclaration;
import io.isequencer.oracle.cases.KeyNumber;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Key KEY = new Key(5, 1);
    private static final Key OTHER = new Key(5, 2);

    private final World world = new World(new CaseParams(
            List.of(new KindDeclaration(1, List.of(new SeqDeclaration(1, "1"), new SeqDeclaration(2, "1")))),
            CaseLimits.USUAL,
            Set.of(),
            List.of(),
            "0",
            "1",
            List.of(),
            100,
            false));

    @Test
    void whatARightSequencerDoesHolds() {
        assertTrue(append(1, 1));
        assertTrue(append(2, 2, 3));
        write(3, 3);
        world.invariants().checkDrained(3, offset -> "");
        assertEquals(3, world.storage().number(KEY));
        assertEquals(3, world.storage().checkpoint());
    }

    @Test
    void theOffsetOfTheLastEventIsACheckpointToo() {
        append(1, 1);
        append(2, 2);
        write(2, 2);
        world.invariants().checkDrained(3, offset -> "");
    }

    @Test
    void aNumberTwice() {
        append(1, 1);
        broken("Unique", "", () -> append(2, 1));
    }

    @Test
    void aNumberBelowTheLastOne() {
        append(1, 1, 2);
        broken("Monotone", "", () -> append(2, 1));
    }

    @Test
    void aHoleInTheNumbers() {
        append(1, 1);
        broken("Dense", "", () -> append(2, 3));
    }

    @Test
    void aFirstNumberThatIsNotTheInitialOne() {
        broken("Dense", "", () -> append(1, 2));
    }

    @Test
    void explicitNumbersMayBeAnything() {
        world.append(new LogEntry(1, 5, List.of(new LogEntry.Value(1, 10, false))), seqId -> 1);
        world.append(new LogEntry(2, 5, List.of(new LogEntry.Value(1, 3, false))), seqId -> 1);
        assertTrue(append(3, 11));
    }

    @Test
    void aHoleInTheOffsets() {
        broken("DenseOffsets", "R3", () -> append(2, 1));
    }

    @Test
    void anOffsetThatIsTakenIsRefusedAndNothingChanges() {
        append(1, 1);
        assertFalse(append(1, 2));
        assertEquals(1, world.invariants().last(KEY));
    }

    @Test
    void aCheckpointWithoutItsNumbers() {
        append(1, 1);
        broken("CheckpointSound", "", () -> world.write(new WriteCall(List.of(), true, 2), -1));
    }

    @Test
    void aCheckpointWithoutTheNumberOfALaterEvent() {
        append(1, 1);
        append(2, 2);
        broken("CheckpointSound", "", () -> write(1, 3));
    }

    @Test
    void aCheckpointPastTheEnd() {
        append(1, 1);
        broken("CheckpointReal", "R4", () -> write(1, 3));
    }

    @Test
    void aCheckpointOfZero() {
        broken("NothingIsNotWritten", "R13", () -> world.write(new WriteCall(List.of(), true, 0), -1));
    }

    @Test
    void aNumberThatNoEventHas() {
        append(1, 1);
        broken("StorageJustified", "R6", () -> write(2, 2));
    }

    @Test
    void aTornWriteStoresAPrefixAndNoCheckpoint() {
        append(1, 1);
        WriteCall call = new WriteCall(List.of(new WriteCall.Item(KEY, 1), new WriteCall.Item(OTHER, 0)), true, 2);
        world.write(call, 1);
        assertEquals(1, world.storage().number(KEY));
        assertEquals(0, world.storage().checkpoint());
    }

    @Test
    void aLateWriteNeverLowersAnything() {
        append(1, 1);
        world.writeLater(new WriteCall(List.of(new WriteCall.Item(KEY, 1)), true, 2));
        append(2, 2);
        write(2, 3);
        assertTrue(world.landWrite(-1));
        assertFalse(world.landWrite(-1));
        assertEquals(2, world.storage().number(KEY));
        assertEquals(3, world.storage().checkpoint());
    }

    @Test
    void whatIsNotStoredIsNotDrained() {
        append(1, 1);
        broken("Drained", "", () -> world.invariants().checkDrained(2, offset -> ""));
    }

    @Test
    void aCheckpointTwoBehindIsNotDrained() {
        append(1, 1);
        append(2, 2);
        world.write(new WriteCall(List.of(new WriteCall.Item(KEY, 2)), true, 1), -1);
        broken("Drained", "", () -> world.invariants().checkDrained(3, offset -> ""));
    }

    @Test
    void aCheckpointThatOutlivesItsEvent() {
        append(1, 1);
        write(1, 2);
        broken("CheckpointReal", "WA", () -> world.lose(1));
    }

    @Test
    void aNumberThatOutlivesItsEvent() {
        append(1, 1);
        world.write(new WriteCall(List.of(new WriteCall.Item(KEY, 1)), false, 0), -1);
        broken("StorageJustified", "WA", () -> world.lose(1));
    }

    @Test
    void whatIsDurableIsNotLost() {
        append(1, 1);
        world.sync(2);
        write(1, 2);
        world.lose(1);
        assertEquals(2, world.plog().end());
    }

    @Test
    void aLateAppendLandsIfItsOffsetIsFree() {
        world.appendLater(entry(1, 1), seqId -> 1);
        world.appendLater(entry(1, 1), seqId -> 1);
        assertTrue(world.landAppend());
        assertFalse(world.landAppend());
    }

    @Test
    void anAppendThatLandsLateIsJudgedThen() {
        world.appendLater(entry(1, 1), seqId -> 1);
        world.appendLater(entry(1, 1), seqId -> 1);
        assertEquals(2, world.lateAppends());
        assertEquals(0, world.invariants().last(KEY));
        assertTrue(world.landAppend());
        assertEquals(1, world.invariants().last(KEY));
        assertFalse(world.landAppend());
        assertEquals(0, world.lateAppends());
        assertFalse(world.landAppend());
        world.appendLater(entry(2, 1), seqId -> 1);
        broken("Unique", "", world::landAppend);
    }

    @Test
    void aLateWriteLandsInPartToo() {
        append(1, 1);
        world.writeLater(new WriteCall(List.of(new WriteCall.Item(KEY, 1)), true, 2));
        world.writeLater(new WriteCall(List.of(new WriteCall.Item(KEY, 1)), true, 2));
        assertEquals(2, world.lateWrites());
        assertTrue(world.landWrite(0));
        assertEquals(0, world.storage().number(KEY));
        assertTrue(world.landWrite(9));
        assertEquals(1, world.storage().number(KEY));
        assertEquals(0, world.storage().checkpoint());
        assertEquals(0, world.lateWrites());
    }

    @Test
    void aLossTakesWhatIsOnItsWayAndLosingNothingTakesNothing() {
        append(1, 1);
        world.writeLater(new WriteCall(List.of(new WriteCall.Item(KEY, 1)), true, 2));
        world.appendLater(entry(2, 2), seqId -> 1);
        world.lose(0);
        assertEquals(1, world.lateWrites());
        assertEquals(1, world.lateAppends());
        world.lose(1);
        assertEquals(0, world.lateWrites());
        assertEquals(0, world.lateAppends());
        assertEquals(1, world.plog().end());
    }

    @Test
    void aWriteThatIsLateIsJudgedWhenItIsSent() {
        broken("CheckpointReal", "R4", () -> world.writeLater(new WriteCall(List.of(), true, 2)));
        assertEquals(0, world.lateWrites());
        broken("DenseOffsets", "R3", () -> world.appendLater(entry(2, 1), seqId -> 1));
        assertEquals(0, world.lateAppends());
    }

    @Test
    void aReadGivesAPageFromAnOffsetOn() {
        append(1, 1);
        append(2, 2);
        append(3, 3);
        assertEquals(List.of(entry(1, 1), entry(2, 2)), world.read(0, 2));
        assertEquals(List.of(entry(2, 2), entry(3, 3)), world.read(2, 9));
        assertEquals(List.of(), world.read(4, 9));
        assertEquals(List.of(), world.read(1, 0));
    }

    @Test
    void aPastIsTakenAsReadAndDurable() {
        World past = Worlds.of(
                "8",
                "8",
                List.of(new KeyNumber("5", 1, "4")),
                Worlds.logged("8", "4", "7", "3"),
                Worlds.logged("9", "9"));
        assertEquals(4, past.storage().number(KEY));
        assertEquals(8, past.storage().checkpoint());
        assertEquals(9, past.invariants().last(KEY));
        assertEquals(10, past.plog().end());
        assertEquals(10, past.plog().durableEnd());
        assertEquals(
                List.of(8L, 9L),
                past.read(0, 9).stream().map(LogEntry::plogOffset).toList());
        past.lose(2);
        assertEquals(9, past.invariants().last(KEY));
        assertTrue(past.append(entry(10, 10), seqId -> 1));
    }

    private boolean append(long offset, long... numbers) {
        return world.append(entry(offset, numbers), seqId -> 1);
    }

    private static LogEntry entry(long offset, long... numbers) {
        return new LogEntry(
                offset,
                5,
                java.util.Arrays.stream(numbers)
                        .mapToObj(number -> new LogEntry.Value(1, number, true))
                        .toList());
    }

    private void write(long number, long checkpoint) {
        world.write(new WriteCall(List.of(new WriteCall.Item(KEY, number)), true, checkpoint), -1);
    }

    private static void broken(String property, String rule, Runnable change) {
        VerdictException end = assertThrows(VerdictException.class, change::run);
        assertEquals(Verdict.FAIL, end.verdict());
        assertEquals(property, end.finding().property());
        assertEquals(rule, end.finding().rule());
    }
}
