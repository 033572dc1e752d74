package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final Transaction transaction = new Transaction();

    private static HistoryLine event(long... numbers) {
        HistoryLine line = new HistoryLine();
        for (long number : numbers) {
            int at = line.addValue();
            line.seqIds[at] = 1;
            line.numbers[at] = number;
        }
        return line;
    }

    private static long[] upTo(int count) {
        long[] numbers = new long[count];
        Arrays.setAll(numbers, i -> i + 1);
        return numbers;
    }

    private void issue(long... numbers) {
        for (long number : numbers) {
            transaction.add(1, number, false, -1);
        }
    }

    @Test
    void anyNumberOfNumbersIsKept() {
        transaction.begin(1, 5, 7);
        for (int i = 0; i < 40; i++) {
            transaction.add(1 + i % 2, i + 1, i % 3 == 0, i % 3 - 1);
        }
        Transaction copy = transaction.copy();
        assertEquals(40, copy.size);
        for (int i = 0; i < 40; i++) {
            assertEquals(1 + i % 2, copy.seqIds[i]);
            assertEquals(i + 1, copy.numbers[i]);
            assertEquals(i % 3 == 0, copy.explicit[i]);
            assertEquals(i % 3 - 1, copy.raised[i]);
        }
        assertArrayEquals(new long[] {1, 5, 7}, new long[] {copy.wsKind, copy.wsId, copy.plogOffset});
    }

    @Test
    void theOrderInTheEventIsFree() {
        issue(upTo(20));
        long[] turned = upTo(20);
        for (int i = 0; i < 20; i++) {
            turned[i] = 20 - i;
        }
        assertEquals(-1, transaction.firstForeign(event(turned)));
        assertEquals(-1, transaction.firstDropped());
        assertEquals(-1, transaction.firstForeign(event(upTo(20))));
        assertEquals(-1, transaction.firstDropped());
    }

    @Test
    void theFirstForeignNumberIsNamed() {
        issue(1, 2, 3);
        assertEquals(0, transaction.firstForeign(event(4, 1)));
        assertEquals(2, transaction.firstForeign(event(1, 2, 4)));
        assertEquals(3, transaction.firstForeign(event(1, 2, 3, 3)));
        assertEquals(1, transaction.firstForeign(event(3, 4)));
    }

    @Test
    void whatAnEarlierTransactionLeftIsForeign() {
        issue(upTo(8));
        assertEquals(8, transaction.firstForeign(event(1, 2, 3, 4, 5, 6, 7, 8, 8)));
        transaction.begin(1, 5, 1);
        issue(1);
        assertEquals(1, transaction.firstForeign(event(1, 2)));
        assertEquals(0, transaction.firstForeign(event(2, 3)));
        assertEquals(1, transaction.firstForeign(event(1, 3)));
    }

    @Test
    void anEventLongerThanItsTransactionIsForeign() {
        issue(1);
        assertEquals(1, transaction.firstForeign(event(1, 1, 1, 1)));
        transaction.begin(1, 5, 1);
        assertEquals(0, transaction.firstForeign(event(1)));
        assertEquals(-1, transaction.firstForeign(event()));
    }

    @Test
    void theFirstIssuedNumberThatIsDroppedIsNamed() {
        transaction.add(1, 9, true, 1);
        issue(10, 11);
        transaction.firstForeign(event(11));
        assertEquals(1, transaction.firstDropped());
        transaction.firstForeign(event(10));
        assertEquals(2, transaction.firstDropped());
        transaction.firstForeign(event(10, 11));
        assertEquals(-1, transaction.firstDropped());
        transaction.begin(1, 5, 1);
        issue(10);
        transaction.firstForeign(event());
        assertEquals(0, transaction.firstDropped());
    }

    @Test
    void theSameNumberTwiceIsCarriedTwice() {
        issue(3, 3);
        assertEquals(-1, transaction.firstForeign(event(3, 3)));
        assertEquals(-1, transaction.firstDropped());
        transaction.firstForeign(event(3));
        assertEquals(1, transaction.firstDropped());
    }

    @Test
    void theLargestOfASequence() {
        issue(3, 9, 4);
        transaction.add(2, 50, false, -1);
        assertEquals(9, transaction.largest(1));
        assertEquals(50, transaction.largest(2));
        assertEquals(0, transaction.largest(3));
        transaction.begin(1, 5, 1);
        assertEquals(0, transaction.largest(1));
    }

    @Test
    void whatAnEarlierTransactionLeftIsNotCarried() {
        issue(3, 9);
        transaction.begin(1, 5, 1);
        issue(3);
        assertEquals(3, transaction.largestCarried(1));
        Transaction same = new Transaction();
        same.begin(1, 5, 1);
        same.add(1, 3, false, -1);
        assertTrue(transaction.carriesTheSame(same));
        assertTrue(same.carriesTheSame(transaction));
    }

    @Test
    void theSameInAnotherOrderIsTheSame() {
        issue(1, 2);
        Transaction turned = new Transaction();
        turned.add(1, 2, false, -1);
        turned.add(1, 1, false, -1);
        assertTrue(transaction.carriesTheSame(turned));
        turned.add(1, 3, false, -1);
        assertFalse(transaction.carriesTheSame(turned));
    }

    @Test
    void onlyWhatTheEventDoesNotHaveIsLeftOut() {
        issue(1);
        transaction.add(1, 9, true, 1);
        transaction.firstForeign(event(1, 9));
        transaction.sendMatched();
        assertFalse(transaction.leavesOut());
        transaction.firstForeign(event(1));
        transaction.sendMatched();
        assertTrue(transaction.leavesOut());
        assertEquals(1, transaction.largestCarried(1));
    }

    @Test
    void anEventWithoutNumbersIsNotOneThatHasSome() {
        transaction.add(1, 9, true, 1);
        transaction.firstForeign(event());
        transaction.sendMatched();
        assertTrue(transaction.is(event()));
        assertFalse(transaction.is(event(7)));
        assertFalse(transaction.is(event(9)));
    }
}
