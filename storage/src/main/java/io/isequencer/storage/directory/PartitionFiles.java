package io.isequencer.storage.directory;

import io.isequencer.api.SequencerParams;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;

/**
 * The open log and numbers of a {@link PartitionDirectory}, for whoever puts something between them and the sequencer.
 *
 * <ul>
 *   <li><i>Threading:</i> as the log and the storage say; closed once, by one thread, after the sequencer.
 *   <li><i>Durability:</i> {@link #close} makes durable what was appended and seals the numbers.
 * </ul>
 *
 * @param params for the sequencer, with the types that the directory declares
 */
public record PartitionFiles(EventLog log, SequenceStorage numbers, SequencerParams params) implements AutoCloseable {
    /** The numbers follow from the log, which is open until they are closed. */
    @Override
    public void close() {
        try (log) {
            numbers.close();
        }
    }
}
