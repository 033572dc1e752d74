package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LeftOutTest {
    private final Keys keys = new Keys();
    private final LeftOut leftOut = new LeftOut();
    private final Transaction transaction = new Transaction();

    private void send(long told, long issued) {
        HistoryLine event = new HistoryLine();
        if (issued > 0) {
            int at = event.addValue();
            event.seqIds[at] = 1;
            event.numbers[at] = issued;
            transaction.add(1, issued, false, -1);
        }
        transaction.add(1, told, true, -1);
        transaction.firstForeign(event);
        transaction.sendMatched();
    }

    @Test
    void whatATransactionToldWithoutBeingFlushedIsNotLeftOut() {
        int key = keys.index(5, 1);
        transaction.begin(1, 5, 1);
        send(9, 1);
        transaction.begin(1, 5, 1);
        send(7, 0);
        leftOut.flushed(transaction, keys);
        assertTrue(leftOut.has(key, 7));
        assertFalse(leftOut.has(key, 9));
        assertTrue(leftOut.reaches(key, 6));
        assertTrue(leftOut.reaches(key, 7));
        assertFalse(leftOut.reaches(key, 8));
    }

    @Test
    void whatALoggedNumberExceedsIsForgottenOnceThatStays() {
        int key = keys.index(5, 1);
        for (long told = 7; told <= 9; told++) {
            transaction.begin(1, 5, 1);
            send(told, 0);
            leftOut.flushed(transaction, keys);
        }
        leftOut.covered(keys.index(6, 1), 9);
        assertEquals(3, leftOut.size());
        leftOut.covered(key, 8);
        assertEquals(1, leftOut.size());
        assertTrue(leftOut.has(key, 9));
        leftOut.covered(key, 9);
        assertEquals(0, leftOut.size());
    }

    @Test
    void aStoredCheckpointForgetsWhatTheEventsBelowItExceed() {
        Uncovered uncovered = new Uncovered();
        LogCheck log = new LogCheck(keys, uncovered);
        StorageCheck storage = new StorageCheck(keys, uncovered, log);
        int key = keys.index(5, 1);
        transaction.begin(1, 5, 1);
        send(7, 0);
        log.leftOut().flushed(transaction, keys);
        Transaction event = new Transaction();
        event.begin(Transaction.ANY_KIND, 5, 1);
        event.add(1, 8, true, -1);
        log.append(event);
        assertTrue(log.leftOut().has(key, 7));
        HistoryLine write = new HistoryLine();
        int at = write.addValue();
        write.wsIds[at] = 5;
        write.seqIds[at] = 1;
        write.numbers[at] = 8;
        write.checkpoint = 2;
        storage.write(write);
        assertEquals(0, log.leftOut().size());
    }
}
