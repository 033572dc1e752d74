package io.isequencer.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.api.NumberKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link io.isequencer.spi.SequenceStorage} must do besides, if it survives its process. */
public abstract class DurableSequenceStorageContract extends SequenceStorageContract {

    @Test
    void reopenedStorageHasAll() throws Exception {
        storage.write(Batches.of(-1L, 65_535, Long.MAX_VALUE), 3);
        storage.write(Batches.of(0, 1, 7), 9);
        reopen();

        assertEquals(9, storage.readCheckpoint());
        assertEquals(Map.of(new NumberKey(-1L, 65_535), Long.MAX_VALUE, new NumberKey(0, 1), 7L), Batches.all(storage));
    }

    @Test
    void r7MaxWinsOverWhatAReopenedStorageHas() throws Exception {
        storage.write(Batches.of(1, 1, 10), 10);
        reopen();
        storage.write(Batches.of(1, 1, 9), 9);

        assertEquals(10, storage.readNumber(1, 1));
        assertEquals(10, storage.readCheckpoint());
    }

    @Test
    void reopenedEmptyStorageIsEmpty() throws Exception {
        reopen();

        assertEquals(0, storage.readCheckpoint());
        assertEquals(Map.of(), Batches.all(storage));
    }

    protected final void reopen() throws Exception {
        storage.close();
        storage = open();
    }
}
