package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAppendsTest {
    private static final int MANY = 1_000;

    private final OpenAppends open = new OpenAppends();

    @Test
    void whatCanLandNoMoreIsForgottenOnlyWhenTheyAreMany() {
        long logEnd = MANY + 1L;
        for (int i = 1; i <= MANY; i++) {
            open.add(event(i, 1), false, logEnd);
            assertEquals(i, open.size());
        }
        open.add(event(logEnd, 1), false, logEnd);
        assertEquals(1, open.size());
        assertEquals(List.of(), open.at(MANY));
        assertEquals(1, open.at(logEnd).size());
    }

    @Test
    void whatMayStillLandIsNeverForgotten() {
        long logEnd = 7;
        for (int i = 0; i < 2 * MANY; i++) {
            open.add(event(logEnd + i, 1), false, logEnd);
        }
        assertEquals(2 * MANY, open.size());
        assertEquals(2 * MANY, open.entries());
        assertTrue(open.reach(5, 1, 1));
    }

    @Test
    void ofTheSameEventsAtAnOffsetOneIsNamed() {
        open.add(event(3, 1), false, 3);
        open.add(event(3, 1), false, 3);
        open.add(event(3, 2), false, 3);
        open.add(event(4, 1), false, 3);
        List<Transaction> found = open.at(3);
        assertEquals(2, found.size());
        open.remove(found.get(0));
        assertEquals(3, open.size());
        assertEquals(2, open.at(3).size());
    }

    /** A log that cannot be reached is asked again and again. */
    @Test
    void whatIsSentAgainIsKeptOnceAndLandsAsOften() {
        for (int i = 0; i < 3; i++) {
            open.add(event(3, 1), false, 3);
        }
        open.add(event(3, 2), false, 3);
        assertEquals(4, open.size());
        assertEquals(4, open.entries());
        assertEquals(2, open.distinct());
        HistoryLine line = new HistoryLine();
        line.plogOffset = 3;
        line.wsId = 5;
        int at = line.addValue();
        line.seqIds[at] = 1;
        line.numbers[at] = 1;
        Transaction first = open.take(line);
        open.logged(first);
        open.take(line);
        assertTrue(open.take(line).logged);
        assertNull(open.take(line));
        assertEquals(1, open.size());
    }

    private static Transaction event(long plogOffset, long number) {
        Transaction event = new Transaction();
        event.begin(1, 5, plogOffset);
        event.add(1, number, false, -1);
        return event;
    }
}
