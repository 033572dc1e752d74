package io.isequencer.recording;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the history of one partition, by wrapping what its owners use.
 *
 * <pre>{@code
 * HistoryWriter history = new HistoryWriter(out, seqTypes);
 * Sequencer sequencer = runtime.open(params, history.over(1, storage), log);
 * Sequencer recorded = history.open(1, params.maxUnflushedValues(), sequencer);
 * EventLog appendTo = history.over(1, log);
 * }</pre>
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. An append excludes other lines, so that the log's order is the file's.
 *   <li><i>Errors:</i> {@link UncheckedIOException}.
 *   <li><i>Source:</i> {@code conformance/HISTORY.md}.
 * </ul>
 */
public final class HistoryWriter implements AutoCloseable {
    private final Writer out;
    private long lastWrite;

    /** Begins a history of a partition whose log and storage are empty. */
    public HistoryWriter(Writer out, SeqTypes seqTypes) {
        this.out = Objects.requireNonNull(out, "out");
        write(header(seqTypes, 0));
    }

    /** Begins a history of a partition that may have a past: what storage and log hold is written down first. */
    public HistoryWriter(Writer out, SeqTypes seqTypes, SequenceStorage storage, EventLog log) {
        this.out = Objects.requireNonNull(out, "out");
        long checkpoint = storage.readCheckpoint();
        write(header(seqTypes, checkpoint));
        storage.forEachNumber((wsId, seqId, number) -> write("{\"e\":\"givenNumber\",\"w\":\""
                + Long.toUnsignedString(wsId) + "\",\"s\":" + seqId + ",\"n\":\"" + number + "\"}"));
        log.scan(Math.max(checkpoint, 1), event -> {
            write("{\"e\":\"givenEvent\"," + fields(event) + "}");
            return true;
        });
    }

    /** An owner that is opened now, and its calls. */
    public Sequencer open(long owner, int maxUnflushedValues, Sequencer sequencer) {
        write(owner("open", owner) + ",\"max\":" + maxUnflushedValues + "}");
        return new RecordedSequencer(this, owner, sequencer);
    }

    /** A storage whose writes are recorded. */
    public SequenceStorage over(long owner, SequenceStorage storage) {
        return new RecordedStorage(new Sink(owner), storage);
    }

    /** A log whose appends are recorded. */
    public EventLog over(long owner, EventLog log) {
        return new RecordedLog(new Sink(owner), log);
    }

    /** A process dies. */
    public void crashed(long owner) {
        write(owner("crash", owner) + "}");
    }

    /** The power fails: all owners die, and the log loses the events from the offset on. */
    public void lost(long fromOffset) {
        write("{\"e\":\"lost\",\"p\":\"" + fromOffset + "\"}");
    }

    /**
     * All events below the offset are durable: nothing may lose them from here on. A recorded log says so of its own
     * accord, at each sync.
     */
    public void synced(long belowOffset) {
        write("{\"e\":\"synced\",\"p\":\"" + belowOffset + "\"}");
    }

    /** A write that was given up takes effect, in part or as a whole. */
    public void wrote(long owner, ValueBatch values, long checkpoint) {
        write(owner("write", owner) + "," + fields(values, checkpoint) + "}");
    }

    /** An append of unknown outcome is in the log from here on. */
    public void landed(long owner, Event event) {
        write(owner("landed", owner) + "," + fields(event) + "}");
    }

    /** Flushes what was written; the writer itself is closed too. */
    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void call(String kind, long owner, String fields) {
        write(owner(kind, owner) + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    void append(long owner, Event event, String result) {
        write(owner("append", owner) + "," + fields(event) + ",\"r\":\"" + result + "\"}");
    }

    /** @return the id of the write, for {@link #writeEnded} */
    synchronized long writeBegins(long owner, ValueBatch values, long checkpoint) {
        lastWrite++;
        write(owner("writeBegin", owner) + ",\"id\":" + lastWrite + "," + fields(values, checkpoint) + "}");
        return lastWrite;
    }

    void writeEnded(long owner, long id, String result) {
        write(owner("writeEnd", owner) + ",\"id\":" + id + ",\"r\":\"" + result + "\"}");
    }

    /** Writes overlap, and reads are not judged. */
    private final class Sink implements PortSink {
        private final long owner;

        Sink(long owner) {
            this.owner = owner;
        }

        @Override
        public Object lines() {
            return HistoryWriter.this;
        }

        @Override
        public Object storageCalls() {
            return new Object();
        }

        @Override
        public void appended(Event event, AppendOutcome outcome) {
            append(
                    owner,
                    event,
                    switch (outcome) {
                        case APPENDED -> "ok";
                        case CONFLICT -> "conflict";
                        case FAILED -> "failed";
                        case UNKNOWN_WRITTEN, UNKNOWN_LOST -> "unknown";
                    });
            if (outcome == AppendOutcome.UNKNOWN_WRITTEN) {
                landed(owner, event);
            }
        }

        @Override
        public void synced(long belowOffset) {
            HistoryWriter.this.synced(belowOffset);
        }

        @Override
        public void read(int seqId, long number) {
            // Not judged.
        }

        @Override
        public long writeBegins(ValueBatch batch, long checkpoint) {
            return HistoryWriter.this.writeBegins(owner, batch, checkpoint);
        }

        @Override
        public void writeEnded(
                long id, ValueBatch batch, long checkpoint, WriteOutcome outcome, SequenceStorage storage) {
            HistoryWriter.this.writeEnded(
                    owner,
                    id,
                    switch (outcome) {
                        case WRITTEN -> "ok";
                        case FAILED -> "failed";
                        case UNKNOWN -> "unknown";
                    });
        }
    }

    private synchronized void write(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String owner(String kind, long owner) {
        return "{\"e\":\"" + kind + "\",\"o\":" + owner;
    }

    private static String fields(Event event) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < event.size(); i++) {
            values.append(i == 0 ? "[" : ",[").append(event.seqId(i));
            values.append(",\"").append(event.number(i)).append(event.explicit(i) ? "\",1]" : "\"]");
        }
        return "\"p\":\"" + event.plogOffset() + "\",\"w\":\"" + Long.toUnsignedString(event.wsId()) + "\",\"v\":["
                + values + "]";
    }

    private static String fields(ValueBatch batch, long checkpoint) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < batch.size(); i++) {
            values.append(i == 0 ? "[\"" : ",[\"").append(Long.toUnsignedString(batch.wsId(i)));
            values.append("\",").append(batch.seqId(i)).append(",\"");
            values.append(batch.number(i)).append("\"]");
        }
        return "\"v\":[" + values + "],\"c\":\"" + checkpoint + "\"";
    }

    private static String header(SeqTypes seqTypes, long checkpoint) {
        StringBuilder types = new StringBuilder();
        for (Map.Entry<Integer, SeqTypes.Kind> kind : seqTypes.kinds().entrySet()) {
            for (int slot = 0; slot < kind.getValue().size(); slot++) {
                types.append(types.isEmpty() ? "[" : ",[").append(kind.getKey()).append(',');
                types.append(kind.getValue().seqId(slot)).append(",\"");
                types.append(kind.getValue().initialValue(slot)).append("\"]");
            }
        }
        return "{\"e\":\"history\",\"version\":1,\"types\":[" + types + "]"
                + (checkpoint == 0 ? "" : ",\"c\":\"" + checkpoint + "\"") + "}";
    }
}
