package io.isequencer.storage.directory;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.Committer;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;

/**
 * A partition that is open for work: its sequencer, over its log and its numbers.
 *
 * <ul>
 *   <li><i>Threading:</i> one client thread at a time, as {@link Committer} says. The log may be scanned by any thread.
 *   <li><i>Durability:</i> what {@link #commit} returned is durable. {@link #close} stores what waits to be stored, so
 *       that the next opening reads no event again.
 *   <li><i>Errors:</i> as {@link Committer} says. After a failed write or fsync the log refuses everything, whoever made the
 *       call: commits end with a {@link io.isequencer.api.StorageException}, or with a
 *       {@link io.isequencer.api.SequencerBusyException} that has one as its cause. Close the partition and open it again,
 *       which finds what is durable.
 * </ul>
 */
public final class OpenPartition implements AutoCloseable {
    private final PartitionFiles files;
    private final Sequencer sequencer;
    private final Committer committer;

    private OpenPartition(PartitionFiles files, Sequencer sequencer) {
        this.files = files;
        this.sequencer = sequencer;
        committer = new Committer(sequencer, files.log());
    }

    /** Opens the sequencer; closes the files if that fails. */
    static OpenPartition over(PartitionFiles files, SequencerRuntime runtime) {
        try {
            return new OpenPartition(files, runtime.open(files.params(), files.numbers(), files.log()));
        } catch (RuntimeException | Error failure) {
            PartitionDirectory.closeAfter(failure, files);
            throw failure;
        }
    }

    /** What the sequencer was opened with, the declared types among it. */
    public SequencerParams params() {
        return files.params();
    }

    /** Commits one event, see {@link Committer#commit}. */
    public <X extends Exception> LogEvent commit(int wsKind, long wsId, Committer.Work<X> work)
            throws X, InterruptedException {
        return committer.commit(wsKind, wsId, work);
    }

    /** For what {@link #commit} does not do: many events with one fsync. */
    public Committer committer() {
        return committer;
    }

    /** For what the committer does not do. */
    public Sequencer sequencer() {
        return sequencer;
    }

    /** The partition's events. To append is the committer's alone. */
    public EventLog log() {
        return files.log();
    }

    /**
     * Closes the sequencer, then the numbers, then the log. Takes {@link SequencerParams#closeTimeoutMs} at most for the
     * first. A second call does nothing.
     *
     * @throws io.isequencer.api.StorageException if what was appended and not synced could not be made durable; all is
     *     closed nevertheless
     */
    @Override
    public void close() {
        try (files) {
            sequencer.close();
        }
    }
}
