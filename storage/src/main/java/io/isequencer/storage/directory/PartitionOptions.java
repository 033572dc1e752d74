package io.isequencer.storage.directory;

import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.mapdb.NumbersStore;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a {@link PartitionDirectory} is opened.
 *
 * @param seqTypes the sequences that the directory must declare, and does from now on if it is new; null to take those
 *     that it declares, or in a new one {@link SeqTypes#DEFAULT}
 * @param generationEvents how many events lie between two copies of the numbers, see {@link NumbersStore#open}
 * @param tuning changes the parameters of the sequencer, all but its types
 * @param firstLook is shown the log when it is open and locked, and may refuse it by an exception: the directory is as
 *     it was then, but for an empty log where there was none
 * @param remarks takes a line each time that something was not as it should be, and was put right
 */
public record PartitionOptions(
        SeqTypes seqTypes,
        long generationEvents,
        UnaryOperator<SequencerParams> tuning,
        Consumer<? super EventLog> firstLook,
        Consumer<String> remarks) {

    /** The directory's own types, and remarks that go to the application's log. */
    public static final PartitionOptions DEFAULT = new PartitionOptions(
            null, NumbersStore.DEFAULT_GENERATION_EVENTS, params -> params, log -> {}, PartitionOptions::log);

    /** @throws IllegalArgumentException if {@code generationEvents} is below 1 */
    public PartitionOptions {
        Limits.requireAtLeast("generationEvents", 1, generationEvents);
        Objects.requireNonNull(tuning, "tuning");
        Objects.requireNonNull(firstLook, "firstLook");
        Objects.requireNonNull(remarks, "remarks");
    }

    public PartitionOptions withSeqTypes(SeqTypes types) {
        return new PartitionOptions(types, generationEvents, tuning, firstLook, remarks);
    }

    public PartitionOptions withGenerationEvents(long events) {
        return new PartitionOptions(seqTypes, events, tuning, firstLook, remarks);
    }

    public PartitionOptions withTuning(UnaryOperator<SequencerParams> change) {
        return new PartitionOptions(seqTypes, generationEvents, change, firstLook, remarks);
    }

    public PartitionOptions withFirstLook(Consumer<? super EventLog> look) {
        return new PartitionOptions(seqTypes, generationEvents, tuning, look, remarks);
    }

    public PartitionOptions withRemarks(Consumer<String> taker) {
        return new PartitionOptions(seqTypes, generationEvents, tuning, firstLook, taker);
    }

    private static void log(String remark) {
        Logger logger = LoggerFactory.getLogger(PartitionDirectory.class);
        logger.warn("{}", remark);
    }
}
