package io.isequencer.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trace says of storage and log. */
class TracedPortsTest {
    private final StringWriter out = new StringWriter();
    private final OwnerTrace owner = new TraceWriter(out, SequencerParams.of(SeqTypes.DEFAULT)).open("a");

    private void traced(String... lines) {
        List<String> all = out.toString().lines().toList();
        assertEquals(List.of(lines), all.subList(2, all.size()));
    }

    @Test
    void aReadAndAWrite() {
        SequenceStorage storage = owner.over(new MemoryStorage());
        ValueBatch batch = new ValueBatch();
        batch.add(-1, 2, 7);
        storage.write(batch, 3);
        assertEquals(7, storage.readNumber(-1, 2));
        assertEquals(3, storage.readCheckpoint());
        traced(
                "{\"a\":\"FlWriteValue\",\"owner\":\"a\",\"wsId\":\"18446744073709551615\",\"seqId\":2,\"number\":\"7\"}",
                "{\"a\":\"FlWriteCheckpoint\",\"owner\":\"a\",\"checkpoint\":\"3\"}",
                "{\"a\":\"Read\",\"owner\":\"a\",\"seqId\":2,\"number\":\"7\"}");
    }

    @Test
    void aFailedWriteIsWhatTheStorageHasTaken() {
        MemoryStorage below = new MemoryStorage();
        SequenceStorage storage = owner.over(new ForwardingStorage(below) {
            @Override
            public void write(ValueBatch batch, long checkpoint) {
                ValueBatch taken = new ValueBatch();
                taken.add(batch.wsId(0), batch.seqId(0), batch.number(0));
                below.write(taken, checkpoint);
                throw new StorageException("torn", false);
            }
        });
        ValueBatch batch = new ValueBatch();
        batch.add(1, 1, 4);
        batch.add(2, 1, 5);
        assertThrows(StorageException.class, () -> storage.write(batch, 2));
        traced("{\"a\":\"FlWriteValue\",\"owner\":\"a\",\"wsId\":\"1\",\"seqId\":1,\"number\":\"4\"}");
    }

    @Test
    void anAppendByHowItEnded() {
        LogEvent event = LogEvent.builder(1, 1, 5).add(1, 1).add(2, 9, true).build();
        String text = ",\"owner\":\"a\",\"plogOffset\":\"1\",\"wsId\":\"5\","
                + "\"numbers\":[{\"seqId\":1,\"number\":\"1\"},{\"seqId\":2,\"number\":\"9\",\"explicit\":true}]}";
        MemoryEventLog below = new MemoryEventLog();
        assertThrows(StorageException.class, () -> failing(below, true, false).append(event));
        assertThrows(StorageException.class, () -> failing(below, false, false).append(event));
        assertThrows(StorageException.class, () -> failing(below, false, true).append(event));
        EventLog log = owner.over(new MemoryEventLog());
        log.append(event);
        log.append(event);
        log.sync(2);
        traced(
                "{\"a\":\"AppendFail\"" + text,
                "{\"a\":\"AppendUnknownLost\"" + text,
                "{\"a\":\"AppendUnknownWritten\"" + text,
                "{\"a\":\"AppendOk\"" + text,
                "{\"a\":\"AppendConflict\"" + text);
    }

    private EventLog failing(EventLog below, boolean definite, boolean done) {
        return owner.over(new ForwardingEventLog(below) {
            @Override
            public AppendResult append(Event event) {
                if (done) {
                    log.append(event);
                }
                throw new StorageException("no answer", definite);
            }
        });
    }
}
