package io.isequencer.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each line that is written, to the letter. */
class HistoryWriterTest {
    private static final SeqTypes TYPES =
            SeqTypes.builder().add(1, 1, 1).add(1, 2, 200_001).add(7, 1, 1).build();
    private static final String HEADER =
            "{\"e\":\"history\",\"version\":1,\"types\":[[1,1,\"1\"],[1,2,\"200001\"],[7,1,\"1\"]]";

    private final StringWriter out = new StringWriter();

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private static ValueBatch batch() {
        ValueBatch batch = new ValueBatch();
        batch.add(-1, 1, 3);
        batch.add(5, 2, 200_001);
        return batch;
    }

    @Test
    void aHistoryOfAnEmptyPartition() {
        HistoryWriter writer = new HistoryWriter(out, TYPES);
        assertEquals(HEADER + "}\n", out.toString());
        writer.close();
    }

    @Test
    void aHistoryOfAPartitionWithAPast() {
        MemoryStorage storage = new MemoryStorage();
        MemoryEventLog log = new MemoryEventLog();
        storage.write(batch(), 2);
        log.append(LogEvent.builder(1, 1, 9).build());
        log.append(LogEvent.builder(2, 1, -1).add(1, 4).add(2, 300_000, true).build());
        log.append(LogEvent.builder(3, 1, 5).build());
        new HistoryWriter(out, TYPES, storage, log);
        assertEquals(HEADER + ",\"c\":\"2\"}", lines().get(0));
        assertEquals(
                List.of(
                        "{\"e\":\"givenNumber\",\"w\":\"18446744073709551615\",\"s\":1,\"n\":\"3\"}",
                        "{\"e\":\"givenNumber\",\"w\":\"5\",\"s\":2,\"n\":\"200001\"}"),
                lines().subList(1, 3).stream().sorted().toList());
        assertEquals(
                List.of(
                        "{\"e\":\"givenEvent\",\"p\":\"2\",\"w\":\"18446744073709551615\","
                                + "\"v\":[[1,\"4\"],[2,\"300000\",1]]}",
                        "{\"e\":\"givenEvent\",\"p\":\"3\",\"w\":\"5\",\"v\":[]}"),
                lines().subList(3, 5));
    }

    @Test
    void withoutACheckpointAllOfTheLogIsGiven() {
        MemoryEventLog log = new MemoryEventLog();
        log.append(LogEvent.builder(1, 1, 9).add(1, 1).build());
        new HistoryWriter(out, TYPES, new MemoryStorage(), log);
        assertEquals(
                List.of(HEADER + "}", "{\"e\":\"givenEvent\",\"p\":\"1\",\"w\":\"9\",\"v\":[[1,\"1\"]]}"), lines());
    }

    @Test
    void whatHappensToAPartition() {
        HistoryWriter writer = new HistoryWriter(out, TYPES);
        LogEvent event = LogEvent.builder(1, 1, -1).add(1, 1).build();
        writer.append(3, event, "unknown");
        writer.landed(3, event);
        writer.crashed(3);
        writer.wrote(3, batch(), 2);
        writer.wrote(3, new ValueBatch(), 0);
        writer.lost(2);
        assertEquals(
                List.of(
                        "{\"e\":\"append\",\"o\":3,\"p\":\"1\",\"w\":\"18446744073709551615\",\"v\":[[1,\"1\"]],"
                                + "\"r\":\"unknown\"}",
                        "{\"e\":\"landed\",\"o\":3,\"p\":\"1\",\"w\":\"18446744073709551615\",\"v\":[[1,\"1\"]]}",
                        "{\"e\":\"crash\",\"o\":3}",
                        "{\"e\":\"write\",\"o\":3,\"v\":[[\"18446744073709551615\",1,\"3\"],[\"5\",2,\"200001\"]],"
                                + "\"c\":\"2\"}",
                        "{\"e\":\"write\",\"o\":3,\"v\":[],\"c\":\"0\"}",
                        "{\"e\":\"lost\",\"p\":\"2\"}"),
                lines().subList(1, 7));
    }

    @Test
    void writesHaveIdsThatRise() {
        HistoryWriter writer = new HistoryWriter(out, TYPES);
        assertEquals(1, writer.writeBegins(1, new ValueBatch(), 7));
        assertEquals(2, writer.writeBegins(4, new ValueBatch(), 7));
        writer.writeEnded(4, 2, "ok");
        assertEquals(
                List.of(
                        "{\"e\":\"writeBegin\",\"o\":1,\"id\":1,\"v\":[],\"c\":\"7\"}",
                        "{\"e\":\"writeBegin\",\"o\":4,\"id\":2,\"v\":[],\"c\":\"7\"}",
                        "{\"e\":\"writeEnd\",\"o\":4,\"id\":2,\"r\":\"ok\"}"),
                lines().subList(1, 4));
    }

    @Test
    void closingItClosesTheFileAndReportsAFailure() {
        AtomicBoolean closed = new AtomicBoolean();
        Writer broken = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {
                // Nothing waits.
            }

            @Override
            public void close() throws IOException {
                closed.set(true);
                throw new IOException("gone");
            }
        };
        assertThrows(UncheckedIOException.class, () -> new HistoryWriter(broken, TYPES));
        HistoryWriter writer = new HistoryWriter(
                new StringWriter() {
                    @Override
                    public void close() throws IOException {
                        broken.close();
                    }
                },
                TYPES);
        assertEquals(
                "gone",
                assertThrows(UncheckedIOException.class, writer::close)
                        .getCause()
                        .getMessage());
        assertTrue(closed.get());
    }
}
