package io.isequencer.storage.contract;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.HashMap;
import java.util.Map;

/** Short ways to write batches and to look at what is stored. */
public final class Batches {
    public static final ValueBatch EMPTY = new ValueBatch();

    private Batches() {}

    /** A batch of one value. */
    public static ValueBatch of(long wsId, int seqId, long number) {
        ValueBatch batch = new ValueBatch();
        batch.add(wsId, seqId, number);
        return batch;
    }

    /** A batch that sets the sequences 1, 2, ... of one workspace. */
    public static ValueBatch ofNumbers(long wsId, long... numbers) {
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < numbers.length; i++) {
            batch.add(wsId, i + 1, numbers[i]);
        }
        return batch;
    }

    public static Map<NumberKey, Long> all(SequenceStorage storage) {
        Map<NumberKey, Long> all = new HashMap<>();
        storage.forEachNumber((wsId, seqId, number) -> all.put(new NumberKey(wsId, seqId), number));
        return all;
    }
}
