package io.isequencer.oracle.judge;

import static io.isequencer.oracle.judge.Worlds.HALF;
import static io.isequencer.oracle.judge.Worlds.issued;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At the beginning of the offsets, and where their sign changes: there the second event has a negative offset. */
class PlogStateTest {
    private static PlogState threeFrom(long first) {
        PlogState plog = new PlogState(first);
        for (int i = 0; i < 3; i++) {
            plog.add(issued(first + i, i + 1));
        }
        return plog;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, HALF - 1})
    void eventsAreFoundByTheirOffsets(long first) {
        PlogState plog = threeFrom(first);
        assertEquals(first + 3, plog.end());
        assertNull(plog.at(first - 1));
        assertEquals(issued(first, 1), plog.at(first));
        assertEquals(issued(first + 2, 3), plog.at(first + 2));
        assertNull(plog.at(first + 3));
        assertEquals(List.of(issued(first, 1), issued(first + 1, 2), issued(first + 2, 3)), plog.entries());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, HALF - 1})
    void anEventGoesToTheEndAndNowhereElse(long first) {
        PlogState plog = threeFrom(first);
        assertThrows(IllegalStateException.class, () -> plog.add(issued(first + 2, 4)));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> plog.add(issued(first + 4, 4)));
        assertEquals(
                "an event goes to the end of the log: plogOffset=" + Long.toUnsignedString(first + 4),
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, HALF - 1})
    void aReadBeginsAtTheFirstOffsetAtTheEarliest(long first) {
        PlogState plog = threeFrom(first);
        assertEquals(first, plog.firstFrom(0));
        assertEquals(first, plog.firstFrom(first));
        assertEquals(first + 2, plog.firstFrom(first + 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, HALF - 1})
    void aSyncNeverTakesBackAndNeverReachesBehindTheEnd(long first) {
        PlogState plog = threeFrom(first);
        assertEquals(first, plog.durableEnd());
        plog.sync(first + 2);
        assertEquals(first + 2, plog.durableEnd());
        plog.sync(first + 1);
        assertEquals(first + 2, plog.durableEnd());
        plog.sync(first + 9);
        assertEquals(first + 3, plog.durableEnd());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, HALF - 1})
    void whatIsLostIsTheEndDownToWhatIsDurable(long first) {
        PlogState plog = threeFrom(first);
        plog.sync(first + 1);
        plog.lose(1);
        assertEquals(first + 2, plog.end());
        plog.lose(9);
        assertEquals(List.of(issued(first, 1)), plog.entries());
    }
}
