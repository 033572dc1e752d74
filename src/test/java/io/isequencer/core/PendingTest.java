package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.ValueBatch;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final Pending pending = new Pending();
    private final ValueBatch batch = new ValueBatch();

    @Test
    void nothingIsPendingAtFirst() {
        assertEquals(0, pending.size());
        assertEquals(0, pending.checkpoint());
        assertEquals(0, pending.get(1, 1));
    }

    @Test
    void mergesByMax() {
        pending.merge(1, 2, 10);
        pending.merge(1, 2, 5);
        pending.merge(1, 3, 7);
        assertEquals(10, pending.get(1, 2));
        assertEquals(7, pending.get(1, 3));
        assertEquals(2, pending.size());
        assertEquals(0, pending.checkpoint());
    }

    @Test
    void theCheckpointIsTheOffsetBehindTheEvent() {
        pending.cover(41);
        assertEquals(42, pending.checkpoint());
    }

    @Test
    void copiesOverWhatTheBatchHeld() {
        batch.add(9, 9, 9);
        pending.merge(1, 2, 10);
        pending.copyTo(batch);
        assertEquals(1, batch.size());
        assertEquals(1, batch.wsId(0));
        assertEquals(2, batch.seqId(0));
        assertEquals(10, batch.number(0));
        assertEquals(1, pending.size());
    }

    @Test
    void prunesWhatIsUnchangedSinceTheCopy() {
        pending.merge(1, 1, 10);
        pending.merge(1, 2, 20);
        pending.merge(2, 1, 30);
        pending.cover(3);
        pending.copyTo(batch);
        pending.merge(1, 2, 21);
        pending.merge(3, 1, 40);
        pending.prune(batch);
        assertEquals(0, pending.get(1, 1));
        assertEquals(21, pending.get(1, 2));
        assertEquals(0, pending.get(2, 1));
        assertEquals(40, pending.get(3, 1));
        assertEquals(2, pending.size());
        assertEquals(4, pending.checkpoint());
    }

    @Test
    void clearForgetsValuesAndCheckpoint() {
        pending.merge(1, 1, 10);
        pending.cover(1);
        pending.clear();
        assertEquals(0, pending.size());
        assertEquals(0, pending.get(1, 1));
        assertEquals(0, pending.checkpoint());
    }

    @Test
    void visitsAll() {
        pending.merge(1, 2, 10);
        StringBuilder seen = new StringBuilder();
        pending.forEach((wsId, seqId, number) -> seen.append(wsId + "/" + seqId + "=" + number));
        assertEquals("1/2=10", seen.toString());
    }
}
