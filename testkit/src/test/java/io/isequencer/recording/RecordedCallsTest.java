package io.isequencer.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.StorageException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is recorded is what happened, and the wrapped calls see and give what they would without it. */
class RecordedCallsTest {
    private final StringWriter out = new StringWriter();
    private final HistoryWriter writer = new HistoryWriter(out, SeqTypes.DEFAULT);
    private final List<String> reached = new ArrayList<>();

    /** The next call ends with this. */
    private RuntimeException failure;

    private void recorded(String... lines) {
        List<String> all = out.toString().lines().toList();
        assertEquals(List.of(lines), all.subList(1, all.size()));
    }

    private void reach(String call) {
        reached.add(call);
        if (failure != null) {
            throw failure;
        }
    }

    private final Sequencer sequencer = new Sequencer() {
        @Override
        public long start(int wsKind, long wsId) {
            reach("start " + wsKind + " " + wsId);
            return wsId > 0 ? 40 + wsId : wsId;
        }

        @Override
        public long next(int seqId) {
            reach("next " + seqId);
            return 70 + seqId;
        }

        @Override
        public UseResult use(int seqId, long number) {
            reach("use " + seqId + " " + number);
            return number > 9 ? UseResult.RAISED : UseResult.NOT_ABOVE_LAST;
        }

        @Override
        public void flush() {
            reach("flush");
        }

        @Override
        public void actualize() {
            reach("actualize");
        }

        @Override
        public boolean awaitReady(long timeoutMs) {
            reach("awaitReady");
            return timeoutMs > 5;
        }

        @Override
        public CompletionStage<Void> whenReady() {
            reach("whenReady");
            return CompletableFuture.completedStage(null);
        }

        @Override
        public boolean awaitIdle(long timeoutMs) {
            reach("awaitIdle");
            return timeoutMs > 7;
        }

        @Override
        public void close() {
            reach("close");
        }
    };

    private final SequenceStorage storage = new SequenceStorage() {
        @Override
        public void write(ValueBatch batch, long checkpoint) {
            reach("write " + batch.number(0) + " " + checkpoint);
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            return 100 * wsId + seqId;
        }

        @Override
        public long readCheckpoint() {
            return 8;
        }

        @Override
        public void forEachNumber(NumberVisitor visitor) {
            visitor.visit(5, 1, 9);
        }

        @Override
        public void close() {
            reach("close");
        }
    };

    @Test
    void aClientsCallsAndTheirResults() throws InterruptedException {
        Sequencer recorded = writer.open(2, 500, sequencer);
        assertEquals(43, recorded.start(1, 3));
        assertEquals(71, recorded.next(1));
        assertEquals(UseResult.RAISED, recorded.use(2, 10));
        assertEquals(UseResult.NOT_ABOVE_LAST, recorded.use(2, 9));
        recorded.flush();
        recorded.actualize();
        assertTrue(recorded.awaitReady(6));
        assertFalse(recorded.awaitReady(5));
        assertTrue(recorded.whenReady().toCompletableFuture().isDone());
        assertTrue(recorded.awaitIdle(8));
        assertFalse(recorded.awaitIdle(7));
        recorded.close();
        recorded(
                "{\"e\":\"open\",\"o\":2,\"max\":500}",
                "{\"e\":\"start\",\"o\":2,\"k\":1,\"w\":\"3\",\"p\":\"43\"}",
                "{\"e\":\"next\",\"o\":2,\"s\":1,\"n\":\"71\"}",
                "{\"e\":\"use\",\"o\":2,\"s\":2,\"n\":\"10\",\"up\":true}",
                "{\"e\":\"use\",\"o\":2,\"s\":2,\"n\":\"9\",\"up\":false}",
                "{\"e\":\"flush\",\"o\":2}",
                "{\"e\":\"actualize\",\"o\":2}",
                "{\"e\":\"close\",\"o\":2}");
        assertEquals(
                List.of(
                        "start 1 3",
                        "next 1",
                        "use 2 10",
                        "use 2 9",
                        "flush",
                        "actualize",
                        "awaitReady",
                        "awaitReady",
                        "whenReady",
                        "awaitIdle",
                        "awaitIdle",
                        "close"),
                reached);
    }

    @Test
    void aBusyStartSaysWhy() {
        Sequencer recorded = writer.open(1, 500, sequencer);
        assertEquals(Busy.ACTUALIZING.code(), recorded.start(1, Busy.ACTUALIZING.code()));
        assertEquals(Busy.BACK_PRESSURE.code(), recorded.start(1, Busy.BACK_PRESSURE.code()));
        recorded(
                "{\"e\":\"open\",\"o\":1,\"max\":500}",
                "{\"e\":\"start\",\"o\":1,\"k\":1,\"w\":\"18446744073709551615\",\"b\":\"actualizing\"}",
                "{\"e\":\"start\",\"o\":1,\"k\":1,\"w\":\"18446744073709551614\",\"b\":\"backPressure\"}");
    }

    @Test
    void aRefusalIsRecordedAsItsErrorAndThrownOn() {
        Sequencer recorded = writer.open(1, 500, sequencer);
        failure = new CallOrderException("no");
        assertSame(failure, assertThrows(CallOrderException.class, () -> recorded.next(1)));
        assertThrows(CallOrderException.class, recorded::flush);
        assertThrows(CallOrderException.class, recorded::actualize);
        failure = new IllegalStateException("a defect");
        assertSame(failure, assertThrows(IllegalStateException.class, () -> recorded.next(1)));
        recorded(
                "{\"e\":\"open\",\"o\":1,\"max\":500}",
                "{\"e\":\"next\",\"o\":1,\"s\":1,\"x\":1002}",
                "{\"e\":\"flush\",\"o\":1,\"x\":1002}",
                "{\"e\":\"actualize\",\"o\":1,\"x\":1003}");
    }

    @Test
    void aWriteAndHowItEnded() {
        SequenceStorage recorded = writer.over(3, storage);
        ValueBatch batch = new ValueBatch();
        batch.add(5, 1, 9);
        recorded.write(batch, 2);
        failure = new StorageException("no", true);
        assertThrows(StorageException.class, () -> recorded.write(batch, 2));
        failure = new StorageException("no answer", false);
        assertThrows(StorageException.class, () -> recorded.write(batch, 2));
        failure = new IllegalStateException("a defect");
        assertThrows(IllegalStateException.class, () -> recorded.write(batch, 2));
        String begin = "{\"e\":\"writeBegin\",\"o\":3,\"id\":%d,\"v\":[[\"5\",1,\"9\"]],\"c\":\"2\"}";
        recorded(
                String.format(Locale.ROOT, begin, 1),
                "{\"e\":\"writeEnd\",\"o\":3,\"id\":1,\"r\":\"ok\"}",
                String.format(Locale.ROOT, begin, 2),
                "{\"e\":\"writeEnd\",\"o\":3,\"id\":2,\"r\":\"failed\"}",
                String.format(Locale.ROOT, begin, 3),
                "{\"e\":\"writeEnd\",\"o\":3,\"id\":3,\"r\":\"unknown\"}",
                String.format(Locale.ROOT, begin, 4),
                "{\"e\":\"writeEnd\",\"o\":3,\"id\":4,\"r\":\"unknown\"}");
        assertEquals(List.of("write 9 2", "write 9 2", "write 9 2", "write 9 2"), reached);
    }

    @Test
    void theRestOfAStorageIsTheStorages() {
        SequenceStorage recorded = writer.over(3, storage);
        assertEquals(501, recorded.readNumber(5, 1));
        assertEquals(8, recorded.readCheckpoint());
        List<String> numbers = new ArrayList<>();
        recorded.forEachNumber((wsId, seqId, number) -> numbers.add(wsId + " " + seqId + " " + number));
        assertEquals(List.of("5 1 9"), numbers);
        recorded.close();
        assertEquals(List.of("close"), reached);
    }
}
