package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.rules.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HistoryVerdictTest {
    @Test
    void nothingWasCheckedIfNothingReachedTheLogAndNothingIsWrong() {
        assertTrue(new HistoryVerdict(9, 0, 0, 0, 0, null).vacuous());
        assertFalse(new HistoryVerdict(9, 1, 0, 0, 1, null).vacuous());
        HistoryVerdict.Breach breach = new HistoryVerdict.Breach(9, Property.UNIQUE, "append", "a", "b");
        assertFalse(new HistoryVerdict(9, 0, 0, 0, 0, breach).vacuous());
    }

    @Test
    void linesAreCountedWhileTheyAreRead() throws IOException {
        String text = String.join("\n", Histories.GOOD.subList(0, 5));
        HistoryChecker checker =
                new HistoryChecker(new HistoryReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        assertEquals(0, checker.lines());
        checker.check();
        assertEquals(5, checker.lines());
    }

    @Test
    void theHeaderComesFirst() {
        Story.of("open").isMalformed("the first line must be e=history: e=open");
        Story.of("history version=2 types=1:1:1").isMalformed("version must be 1: version=2");
        Story.of("history version=1 types=").isMalformed("types must declare a sequence: size=0");
    }

    @Test
    void aCallSaysHowItEnded() {
        Story.begin().then("start k=1 w=5").isMalformed("p must be there unless start is refused: e=start");
        Story started = Story.begin().then("start k=1 w=5 p=1");
        started.then("next s=1").isMalformed("n must be there unless next is refused: e=next");
        started.then("next s=1 x=11; note; next s=1 n=1").holds();
    }
}
