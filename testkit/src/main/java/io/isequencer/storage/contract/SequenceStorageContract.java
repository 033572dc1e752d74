package io.isequencer.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link SequenceStorage} must do. */
public abstract class SequenceStorageContract {
    private static final int MAX_SEQ_ID = 65_535;
    private static final int CONTENDED_KEYS = 60;

    protected SequenceStorage storage;

    /** Opens the storage of this test: the same one again, if it was open before and is durable. */
    protected abstract SequenceStorage open() throws Exception;

    @BeforeEach
    void openStorage() throws Exception {
        storage = open();
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    @Test
    void emptyStorageHasNothing() {
        assertEquals(0, storage.readNumber(1, 1));
        assertEquals(0, storage.readCheckpoint());
        assertTrue(Batches.all(storage).isEmpty());
    }

    @Test
    void writesValuesAndCheckpoint() {
        storage.write(Batches.ofNumbers(7, 10, 20, 30), 5);

        assertEquals(10, storage.readNumber(7, 1));
        assertEquals(20, storage.readNumber(7, 2));
        assertEquals(30, storage.readNumber(7, 3));
        assertEquals(0, storage.readNumber(7, 4));
        assertEquals(0, storage.readNumber(8, 1));
        assertEquals(5, storage.readCheckpoint());
    }

    @Test
    void r7NumberIsNeverLowered() {
        storage.write(Batches.ofNumbers(7, 10, 20), 0);
        storage.write(Batches.ofNumbers(7, 9, 21), 0);
        storage.write(Batches.ofNumbers(7, 10, 1), 0);

        assertEquals(10, storage.readNumber(7, 1));
        assertEquals(21, storage.readNumber(7, 2));
    }

    @Test
    void r7CheckpointIsNeverLowered() {
        storage.write(Batches.EMPTY, 10);
        storage.write(Batches.EMPTY, 9);
        assertEquals(10, storage.readCheckpoint());

        storage.write(Batches.EMPTY, 11);
        assertEquals(11, storage.readCheckpoint());
    }

    @Test
    void r7LowCheckpointDoesNotHoldBackItsValues() {
        storage.write(Batches.EMPTY, 10);
        storage.write(Batches.of(1, 1, 3), 2);

        assertEquals(3, storage.readNumber(1, 1));
    }

    @Test
    void r13CheckpointZeroLeavesItAlone() {
        storage.write(Batches.EMPTY, 10);
        storage.write(Batches.of(1, 1, 3), 0);

        assertEquals(10, storage.readCheckpoint());
        assertEquals(3, storage.readNumber(1, 1));
    }

    @Test
    void emptyBatchWritesTheCheckpointAlone() {
        storage.write(Batches.EMPTY, 10);
        storage.write(Batches.EMPTY, 0);

        assertEquals(10, storage.readCheckpoint());
        assertTrue(Batches.all(storage).isEmpty());
    }

    @Test
    void r16WorkspacesAreUnsignedAndZeroIsOne() {
        long[] wsIds = {0, 1, -1L, Long.MIN_VALUE, Long.MAX_VALUE, -65_536L, 65_536L, 1L << 48};
        ValueBatch batch = new ValueBatch();
        Map<NumberKey, Long> expected = new HashMap<>();
        for (int i = 0; i < wsIds.length; i++) {
            for (int seqId : new int[] {1, 2, 256, 32_768, MAX_SEQ_ID}) {
                long number = 1_000L * (i + 1) + seqId;
                batch.add(wsIds[i], seqId, number);
                expected.put(new NumberKey(wsIds[i], seqId), number);
            }
        }
        storage.write(batch, 1);

        assertEquals(expected, Batches.all(storage));
        expected.forEach((key, number) ->
                assertEquals(number, storage.readNumber(key.wsId(), key.seqId()), () -> "number of " + key));
    }

    @Test
    void r17LargestValues() {
        storage.write(Batches.of(-1L, MAX_SEQ_ID, Long.MAX_VALUE), Long.MAX_VALUE);

        assertEquals(Long.MAX_VALUE, storage.readNumber(-1L, MAX_SEQ_ID));
        assertEquals(Long.MAX_VALUE, storage.readCheckpoint());
    }

    @Test
    void keepsNothingOfTheCallersBatch() {
        ValueBatch batch = Batches.of(1, 1, 5);
        storage.write(batch, 2);
        batch.clear();
        batch.add(2, 2, 6);

        assertEquals(Map.of(new NumberKey(1, 1), 5L), Batches.all(storage));
    }

    @Test
    @Tag("lengthy")
    void holdsManyKeys() {
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < 3_000; i++) {
            batch.add(i * 0x9E3779B97F4A7C15L, 1 + i % 3, i + 1);
        }
        storage.write(batch, 2);

        assertEquals(3_000, Batches.all(storage).size());
        for (int i = 0; i < 3_000; i++) {
            assertEquals(i + 1, storage.readNumber(i * 0x9E3779B97F4A7C15L, 1 + i % 3));
        }
    }

    @Test
    void badArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> storage.readNumber(1, 0));
        assertThrows(IllegalArgumentException.class, () -> storage.readNumber(1, 65_536));
        assertThrows(IllegalArgumentException.class, () -> storage.write(Batches.EMPTY, -1));
    }

    @Test
    void visitorsOwnExceptionComesThrough() {
        storage.write(Batches.of(1, 1, 5), 2);

        assertThrows(
                UnsupportedOperationException.class,
                () -> storage.forEachNumber((wsId, seqId, number) -> {
                    throw new UnsupportedOperationException("visitor");
                }));
    }

    @Test
    void visitorMayCallBack() {
        storage.write(Batches.ofNumbers(1, 5, 6), 2);

        storage.forEachNumber((wsId, seqId, number) -> storage.write(Batches.of(wsId, seqId, number + 10), 0));

        assertEquals(15, storage.readNumber(1, 1));
        assertEquals(16, storage.readNumber(1, 2));
    }

    @Test
    void closedStorageSaysSo() {
        storage.close();
        storage.close();

        assertClosed(() -> storage.readNumber(1, 1));
        assertClosed(storage::readCheckpoint);
        assertClosed(() -> storage.write(Batches.EMPTY, 1));
        assertClosed(() -> Batches.all(storage));
    }

    @Test
    void interruptedThreadDoesNoHarm() {
        Thread.currentThread().interrupt();
        storage.write(Batches.of(1, 1, 5), 2);
        assertTrue(Thread.interrupted(), "the interrupt must stay set");

        storage.write(Batches.of(1, 1, 6), 3);
        assertEquals(6, storage.readNumber(1, 1));
    }

    @Test
    @Tag("lengthy")
    void r7MaxWinsAmongConcurrentWriters() throws Exception {
        int writers = 3;
        int rounds = 20;
        InThreads.run(writers + 1, thread -> {
            if (thread < writers) {
                for (int round = 1; round <= rounds; round++) {
                    // The writers take turns in having the highest value: it is not the last one written by all.
                    writeAndCheck((long) round * writers + (thread + round) % writers);
                }
            } else {
                watch((long) rounds * writers);
            }
        });
        long last = (long) rounds * writers + writers - 1;
        for (int seqId = 1; seqId <= CONTENDED_KEYS; seqId++) {
            assertEquals(last + seqId, storage.readNumber(1, seqId));
        }
        assertEquals(last, storage.readCheckpoint());
    }

    private void writeAndCheck(long number) {
        ValueBatch batch = new ValueBatch();
        for (int seqId = 1; seqId <= CONTENDED_KEYS; seqId++) {
            batch.add(1, seqId, number + seqId);
        }
        storage.write(batch, number);
        for (int seqId = 1; seqId <= CONTENDED_KEYS; seqId++) {
            assertTrue(storage.readNumber(1, seqId) >= number + seqId, "a number was lowered");
        }
        assertTrue(storage.readCheckpoint() >= number, "the checkpoint was lowered");
    }

    /** Reads until the checkpoint has come to a value. */
    private void watch(long lastCheckpoint) {
        long seenNumber = 0;
        long seenCheckpoint = 0;
        while (seenCheckpoint < lastCheckpoint) {
            long checkpoint = storage.readCheckpoint();
            long number = storage.readNumber(1, CONTENDED_KEYS);
            assertTrue(checkpoint >= seenCheckpoint, "the checkpoint was lowered");
            assertTrue(number >= seenNumber, "a number was lowered");
            assertTrue(checkpoint == 0 || number >= checkpoint + CONTENDED_KEYS, "a checkpoint came before its values");
            seenNumber = number;
            seenCheckpoint = checkpoint;
        }
    }

    private static void assertClosed(Runnable call) {
        StorageException e = assertThrows(StorageException.class, call::run);
        assertTrue(e.getMessage().startsWith("storage must be open: "), e::getMessage);
        assertTrue(e.definite(), "nothing can have happened");
    }
}
