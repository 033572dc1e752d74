package io.isequencer.oracle.judge;

import static io.isequencer.oracle.judge.Worlds.HALF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the judge counts with and what it says. */
class ValuesTest {
    @Test
    void keysComeInTheOrderOfTheirUnsignedWorkspaces() {
        List<Key> inOrder = List.of(new Key(0, 9), new Key(5, 1), new Key(5, 2), new Key(HALF, 1), new Key(-1, 1));
        List<Key> turned = new ArrayList<>(inOrder);
        Collections.reverse(turned);
        assertEquals(inOrder, turned.stream().sorted().toList());
        assertEquals(0, new Key(5, 1).compareTo(new Key(5, 1)));
        assertEquals("workspace 18446744073709551615, seqId 7", new Key(-1, 7).toString());
        assertEquals(new Key(-1, 7), Key.of(new KeyNumber("18446744073709551615", 7, "1")));
    }

    @Test
    void largerAndSmallerAreUnsigned() {
        assertEquals(-1, Unsigned.max(-1, 1));
        assertEquals(-1, Unsigned.max(1, -1));
        assertEquals(1, Unsigned.min(-1, 1));
        assertEquals(1, Unsigned.min(1, -1));
        assertEquals(3, Unsigned.max(2, 3));
        assertEquals(2, Unsigned.min(2, 3));
    }

    @Test
    void theStorageKeepsTheLargest() {
        StorageState storage = new StorageState();
        Key key = new Key(5, 1);
        assertEquals(0, storage.number(key));
        storage.store(key, HALF);
        storage.store(key, 7);
        storage.storeCheckpoint(HALF);
        storage.storeCheckpoint(7);
        assertEquals(HALF, storage.number(key));
        assertEquals(HALF, storage.checkpoint());
        assertEquals(Map.of(key, HALF), storage.numbers());
        assertThrows(
                UnsupportedOperationException.class, () -> storage.numbers().clear());
    }

    @Test
    void theNumbersOfAGivenEventAreNotIssued() {
        LogEntry entry = LogEntry.given(3, "18446744073709551615", List.of(new SeqNumber(2, "18446744073709551614")));
        assertEquals(new LogEntry(3, -1, List.of(new LogEntry.Value(2, -2, false))), entry);
        assertEquals(new Key(-1, 2), entry.key(entry.values().get(0)));
    }

    @Test
    void anEndSaysWhatCameAndWhatWasAllowed() {
        VerdictException own = VerdictException.fail(Property.DENSE, "number 2", "number 3");
        assertEquals("number 3; allowed: number 2", own.getMessage());
        assertEquals(Verdict.FAIL, own.verdict());
        assertEquals(new Finding("Dense", "", "number 2", "number 3"), own.finding());
        VerdictException ofRule = VerdictException.fail(Property.CHECKPOINT_REAL, "R4", "at most 2", "3");
        assertEquals(Verdict.FAIL, ofRule.verdict());
        assertEquals(new Finding("CheckpointReal", "R4", "at most 2", "3"), ofRule.finding());
        VerdictException protocol = VerdictException.brokeProtocol("a reply", "silence");
        assertEquals(Verdict.BROKE_PROTOCOL, protocol.verdict());
        assertEquals(new Finding("Protocol", "PROTOCOL", "a reply", "silence"), protocol.finding());
    }

    @Test
    void aFindingIsWhole() {
        assertThrows(NullPointerException.class, () -> Finding.of("Reply", null, "it was done"));
        assertThrows(NullPointerException.class, () -> new VerdictException(null, Finding.of("a", "b", "c")));
    }

    @Test
    void theVerdictsHaveTheNamesThatReportsShow() {
        assertEquals(
                "PASS, FAIL, NON-STRICT, UNIMPLEMENTED, SKIPPED, UNKNOWN, BROKE-PROTOCOL",
                String.join(", ", Stream.of(Verdict.values()).map(Verdict::id).toList()));
    }
}
