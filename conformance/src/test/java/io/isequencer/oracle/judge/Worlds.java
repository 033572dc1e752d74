package io.isequencer.oracle.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.oracle.cases.CaseLimits;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.SeqNumber;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Worlds to begin with, what happens in them, and how a judgement is compared. */
final class Worlds {
    static final Key KEY = new Key(5, 1);
    /** Numbers and offsets above it are negative for a signed comparison. */
    static final long HALF = 1L << 63;

    private Worlds() {}

    static World empty() {
        return of("1", "0", List.of());
    }

    /** A partition with a past. */
    static World of(String firstOffset, String checkpoint, List<KeyNumber> numbers, LoggedEvent... events) {
        return new World(new CaseParams(
                List.of(), CaseLimits.USUAL, Set.of(), numbers, checkpoint, firstOffset, List.of(events), 100, false));
    }

    static LoggedEvent logged(String plogOffset, String... numbers) {
        return new LoggedEvent(
                plogOffset,
                "5",
                Stream.of(numbers).map(number -> new SeqNumber(1, number)).toList());
    }

    static LogEntry issued(long plogOffset, long... numbers) {
        return entry(plogOffset, true, numbers);
    }

    static LogEntry explicit(long plogOffset, long... numbers) {
        return entry(plogOffset, false, numbers);
    }

    private static LogEntry entry(long plogOffset, boolean issued, long... numbers) {
        return new LogEntry(
                plogOffset,
                KEY.wsId(),
                LongStream.of(numbers)
                        .mapToObj(number -> new LogEntry.Value(KEY.seqId(), number, issued))
                        .toList());
    }

    /** All of them, in order; the sequence begins with 1. */
    static World append(World world, LogEntry... entries) {
        for (LogEntry entry : entries) {
            world.append(entry, seqId -> 1);
        }
        return world;
    }

    static WriteCall numbers(long... numbers) {
        return new WriteCall(items(numbers), false, 0);
    }

    static WriteCall numbersAndCheckpoint(long checkpoint, long... numbers) {
        return new WriteCall(items(numbers), true, checkpoint);
    }

    private static List<WriteCall.Item> items(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new WriteCall.Item(KEY, number))
                .toList();
    }

    static void write(World world, WriteCall call) {
        world.write(call, -1);
    }

    /** The change ends the case as failed, for this reason. */
    static void broken(String property, String rule, String allowed, String got, Runnable change) {
        VerdictException end = assertThrows(VerdictException.class, change::run);
        assertEquals(Verdict.FAIL, end.verdict());
        assertEquals(new Finding(property, rule, allowed, got), end.finding());
    }
}
