package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;

class LogCheckerTest {
    private final MemoryEventLog log = new MemoryEventLog();
    private final MemoryStorage storage = new MemoryStorage();

    @Test
    void acceptsADenseLogWithJumps() {
        append(5, 1, false);
        append(5, 9, true);
        append(5, 3, true);
        append(5, 10, false);
        append(6, 1, false);
        assertEquals(5, LogChecker.check(SeqTypes.DEFAULT, log, storage));
    }

    @Test
    void rejectsADuplicate() {
        append(5, 1, false);
        append(5, 1, false);
        assertRejected("5/1 has 1 twice, again at offset 2");
    }

    @Test
    void rejectsAHole() {
        append(5, 1, false);
        append(5, 3, false);
        assertRejected("5/1 has 3 at offset 2, dense is 2");
    }

    @Test
    void rejectsACheckpointThatNumbersDoNotCover() {
        append(5, 1, false);
        storage.write(new ValueBatch(), 2);
        assertRejected("5/1 is not covered by the checkpoint 2 at offset 1");
    }

    @Test
    void rejectsACheckpointBehindTheEnd() {
        storage.write(new ValueBatch(), 2);
        assertRejected("the checkpoint is real: 2 <= 1");
    }

    @Test
    void rejectsWhatIsNotDrained() {
        append(5, 1, false);
        assertThrows(AssertionError.class, () -> LogChecker.checkDrained(SeqTypes.DEFAULT, log, storage));
        ValueBatch batch = new ValueBatch();
        batch.add(5, 1, 1);
        storage.write(batch, 2);
        assertEquals(1, LogChecker.checkDrained(SeqTypes.DEFAULT, log, storage));
    }

    private void append(long wsId, long number, boolean explicit) {
        log.append(LogEvent.builder(log.end(), 1, wsId).add(1, number, explicit).build());
    }

    private void assertRejected(String reason) {
        AssertionError error =
                assertThrows(AssertionError.class, () -> LogChecker.check(SeqTypes.DEFAULT, log, storage));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }
}
