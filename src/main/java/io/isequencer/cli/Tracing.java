package io.isequencer.cli;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.history.HistoryWriter;
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
 * A sequencer whose steps, or whose history, are written to files, if they are given.
 *
 * <ul>
 *   <li><i>Threading:</i> one use, by one thread.
 *   <li><i>Errors:</i> {@link CliException} if the file cannot be written.
 * </ul>
 */
final class Tracing {
    private static final long OWNER = 1;

    private final Path file;
    private final Path historyFile;
    private EventLog log;

    /** Writes a trace and a history into the files, or not if one is null. */
    Tracing(Path file, Path historyFile) {
        this.file = file;
        this.historyFile = historyFile;
    }

    /** The log to append to: the one that is traced. */
    EventLog log() {
        return log;
    }

    /** Opens a sequencer and has it worked with. */
    void with(SequencerRuntime runtime, SequencerParams params, SequenceStorage storage, EventLog over, Work work) {
        if (historyFile == null) {
            traced(runtime, params, storage, over, work);
            return;
        }
        try (HistoryWriter history =
                new HistoryWriter(Files.newBufferedWriter(historyFile), params.seqTypes(), storage, over)) {
            traced(runtime, params, history.over(OWNER, storage), over, sequencer -> {
                log = history.over(OWNER, log);
                // Closed here, so that the close is in the history; the second close does nothing.
                try (Sequencer recorded = history.open(OWNER, params.maxUnflushedValues(), sequencer)) {
                    work.with(recorded);
                }
            });
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "history must be writable: file=" + historyFile, e);
        }
    }

    private void traced(
            SequencerRuntime runtime, SequencerParams params, SequenceStorage storage, EventLog over, Work work) {
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
