package io.isequencer.storage.directory;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.segment.SegmentEventLog;
import java.util.function.Consumer;

/**
 * Gives numbers that are to be rebuilt their base: those of the events that a retention dropped from the log.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; nobody else uses the storage yet.
 *   <li><i>Errors:</i> {@link io.isequencer.api.StorageException} from log and storage; then it can be tried again.
 *   <li><i>Source:</i> rules R7 and R13: values first, then the checkpoint, and neither is ever lowered.
 * </ul>
 */
final class BaseNumbers {
    private static final int BATCH = 10_000;

    private BaseNumbers() {}

    /** Does nothing if the storage's checkpoint is at or behind the log's begin. */
    static void restore(SegmentEventLog log, SequenceStorage storage, Consumer<String> remarks) {
        if (storage.readCheckpoint() >= log.begin() || log.begin() == 1) {
            return;
        }
        remarks.accept("numbers of the dropped events are taken from the log's base: begin=" + log.begin());
        // Its checksum stands at its end: nothing is written before all was read once.
        log.forEachBaseNumber((wsId, seqId, number) -> {});
        ValueBatch batch = new ValueBatch();
        log.forEachBaseNumber((wsId, seqId, number) -> {
            batch.add(wsId, seqId, number);
            if (batch.size() == BATCH) {
                storage.write(batch, 0);
                batch.clear();
            }
        });
        storage.write(batch, log.begin());
    }
}
