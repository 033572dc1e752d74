package io.isequencer.cli;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.cache.CaffeineCache;
import io.isequencer.trace.OwnerTrace;
import io.isequencer.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sequencer whose steps are written to a file, if one is given.
 *
 * <ul>
 *   <li><i>Threading:</i> one use, by one thread.
 *   <li><i>Errors:</i> {@link CliException} if the file cannot be written.
 * </ul>
 */
final class Tracing {
    private final Path file;
    private EventLog log;

    /** Traces into the file, or not at all if it is null. */
    Tracing(Path file) {
        this.file = file;
    }

    /** The log to append to: the one that is traced. */
    EventLog log() {
        return log;
    }

    /** Opens a sequencer and has it worked with. */
    void with(SequencerRuntime runtime, SequencerParams params, SequenceStorage storage, EventLog over, Work work) {
        log = over;
        if (file == null) {
            try (Sequencer sequencer = runtime.open(params, storage, over)) {
                work.with(sequencer);
            }
            return;
        }
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(file), params, storage, over)) {
            OwnerTrace owner = writer.open("sequence");
            log = owner.over(over);
            CaffeineCache cache = new CaffeineCache(params.cacheSize());
            try (Sequencer sequencer = runtime.open(params, owner.over(storage), log, cache, owner)) {
                work.with(sequencer);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "trace must be writable: file=" + file, e);
        }
    }

    /** What is done with the sequencer. */
    interface Work {
        void with(Sequencer sequencer);
    }
}
