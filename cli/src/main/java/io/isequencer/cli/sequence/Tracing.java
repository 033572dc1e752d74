package io.isequencer.cli.sequence;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.cli.CliException;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.recording.HistoryWriter;
import io.isequencer.recording.OwnerTrace;
import io.isequencer.recording.TraceWriter;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.cache.TieredCache;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequencer whose steps, or whose history, are written to files, if they are given.
 *
 * <p>The history is in its file before an event is acknowledged, and the file never mentions an append that the log
 * could still lose: lines are handed over when the log is durable below all of them.
 *
 * <ul>
 *   <li><i>Durability:</i> what the files hold outlives this process, not a power failure.
 *   <li><i>Errors:</i> {@link CliException} if a file cannot be written, from {@link #durable} and at the end: neither
 *       log nor numbers notice.
 * </ul>
 */
final class Tracing implements GroupCommit.Witness {
    private static final long OWNER = 1;

    private final Path file;
    private final Path historyFile;
    private final boolean force;
    private final List<Recording> recordings = new ArrayList<>();
    private EventLog log;

    /**
     * Writes a trace and a history into the files, or not if one is null.
     *
     * @param force whether they may replace what is there
     */
    Tracing(Path file, Path historyFile, boolean force) {
        this.file = file;
        this.historyFile = historyFile;
        this.force = force;
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
        try (Recording lines = recording(new HistoryFile(historyFile, force).writer(over));
                HistoryWriter history = new HistoryWriter(lines, params.seqTypes(), storage, over)) {
            traced(runtime, params, history.over(OWNER, storage), over, sequencer -> {
                log = history.over(OWNER, log);
                // Closed here, so that the close is in the history; the second close does nothing.
                try (Sequencer recorded = history.open(OWNER, params.maxUnflushedValues(), sequencer)) {
                    if (log.end() > log.begin()) {
                        // What an opened log shows is durable: this only says so.
                        log.sync(log.end());
                    }
                    lines.flush();
                    lines.hold();
                    work.with(recorded);
                }
            });
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
        try (Recording lines = recording(OutputFile.of("trace", file, force).writer());
                TraceWriter writer = new TraceWriter(lines, params, storage, over)) {
            OwnerTrace owner = writer.open("sequence");
            lines.flush();
            log = owner.over(over);
            TieredCache cache = new TieredCache(params.cacheSize());
            try (Sequencer sequencer = runtime.open(params, owner.over(storage), log, cache, owner)) {
                work.with(sequencer);
            }
        }
    }

    private Recording recording(Writer into) {
        Recording recording = new Recording(into);
        recordings.add(recording);
        return recording;
    }

    @Override
    public void durable(long belowOffset) {
        try {
            recordings.forEach(Recording::flush);
        } catch (CliException failure) {
            throw new CliException(
                    failure.exitCode(),
                    failure.getMessage() + "; the events that were printed are durable, --resume continues after them",
                    failure);
        }
    }

    @Override
    public boolean full() {
        for (Recording recording : recordings) {
            if (recording.full()) {
                return true;
            }
        }
        return false;
    }

    /** What is done with the sequencer. */
    interface Work {
        void with(Sequencer sequencer);
    }
}
