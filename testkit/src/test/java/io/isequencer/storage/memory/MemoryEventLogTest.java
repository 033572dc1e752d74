package io.isequencer.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.EventLog;
import io.isequencer.storage.contract.EventLogContract;
import io.isequencer.storage.contract.SampleEvents;
import org.junit.jupiter.api.Test;

class MemoryEventLogTest extends EventLogContract {

    @Override
    protected EventLog open(String store) {
        return new MemoryEventLog();
    }

    @Test
    void crashTakesWhatWasNotSynced() {
        MemoryEventLog memory = new MemoryEventLog();
        SampleEvents.appendTo(memory, 10);
        memory.sync(6);

        assertEquals(6, memory.durableEnd());
        assertEquals(4, memory.loseUnsyncedTail());
        assertEquals(6, memory.end());
        assertEquals(SampleEvents.range(1, 6), SampleEvents.scan(memory, 1));
        SampleEvents.appendTo(memory, 8);
        assertEquals(SampleEvents.range(1, 8), SampleEvents.scan(memory, 1));
    }

    @Test
    void syncNeverTakesDurabilityBack() {
        MemoryEventLog memory = new MemoryEventLog();
        SampleEvents.appendTo(memory, 10);
        memory.sync(8);
        memory.sync(3);
        memory.sync(Long.MAX_VALUE);

        assertEquals(10, memory.durableEnd());
        assertEquals(0, memory.loseUnsyncedTail());
    }

    @Test
    void crashWithoutAnySyncTakesAll() {
        MemoryEventLog memory = new MemoryEventLog();
        SampleEvents.appendTo(memory, 3);

        assertEquals(2, memory.loseUnsyncedTail());
        assertEquals(1, memory.end());
    }
}
