package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.recording.HistoryWriter;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What the recorder writes is a history. */
class WrittenHistoryTest {
    private final StringWriter out = new StringWriter();

    private HistoryVerdict verdict() {
        return Histories.check(out.toString().lines().toList());
    }

    @Test
    void ofAnEmptyPartition() {
        new HistoryWriter(out, SeqTypes.DEFAULT).close();
        assertTrue(verdict().vacuous());
    }

    @Test
    void ofAPartitionWithAPast() {
        MemoryStorage storage = new MemoryStorage();
        MemoryEventLog log = new MemoryEventLog();
        ValueBatch batch = new ValueBatch();
        batch.add(-1, 1, 3);
        batch.add(5, 2, 200_001);
        storage.write(batch, 2);
        log.append(LogEvent.builder(1, 1, 9).build());
        log.append(LogEvent.builder(2, 1, -1).add(1, 4).add(2, 300_000, true).build());
        log.append(LogEvent.builder(3, 1, 5).build());
        new HistoryWriter(out, SeqTypes.DEFAULT, storage, log);
        assertNull(verdict().breach());
    }
}
