package io.isequencer.recording;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the trace of one partition: a header, then one line of JSON per step, in the order in which the steps took
 * effect.
 *
 * <p>The steps of the sequencers come from {@link OwnerTrace}. Those of the environment (what log and storage do, crashes)
 * come from its wrappers, or from whoever knows them. Names are those of {@code tla/Sequencer.tla}; 64-bit values are
 * decimal strings.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link UncheckedIOException}.
 * </ul>
 */
public final class TraceWriter implements TraceSink, AutoCloseable {
    private final Writer out;
    private final Map<String, OwnerTrace> owners = new HashMap<>();

    /** Begins a trace of a partition whose log and storage are empty. */
    public TraceWriter(Writer out, SequencerParams params) {
        this.out = Objects.requireNonNull(out, "out");
        write(header(params) + "}");
    }

    /** Begins a trace of a partition that may have a past: what log and storage hold is written down first. */
    public TraceWriter(Writer out, SequencerParams params, SequenceStorage storage, EventLog log) {
        this.out = Objects.requireNonNull(out, "out");
        write(header(params) + ",\"given\":" + given(storage, log) + "}");
    }

    /**
     * An owner that is opened now. One that was opened before under the same name must be closed or dead: it goes down.
     */
    public synchronized OwnerTrace open(String name) {
        if (owners.containsKey(name)) {
            environment("Crash", name, "");
        }
        environment("Open", name, "");
        OwnerTrace owner = new OwnerTrace(this, name);
        owners.put(name, owner);
        return owner;
    }

    @Override
    public void crashed(String owner) {
        synchronized (this) {
            owners.remove(owner);
        }
        environment("Crash", owner, "");
    }

    @Override
    public void powerLost(long lastOffset) {
        synchronized (this) {
            owners.clear();
        }
        environment("PowerLoss", "", number("plogOffset", lastOffset));
    }

    @Override
    public void logSynced() {
        environment("LogSync", "", "");
    }

    @Override
    public void evicted(String owner, long wsId, int seqId) {
        environment("Evict", owner, key(wsId, seqId));
    }

    @Override
    public void read(String owner, int seqId, long number) {
        environment("Read", owner, "\"seqId\":" + seqId + "," + number("number", number));
    }

    @Override
    public void append(String action, String owner, Event event) {
        environment(action, owner, event(event));
    }

    @Override
    public void appendLanded(Event event) {
        environment("LateAppendLands", "", event(event));
    }

    @Override
    public void valueWritten(String owner, long wsId, int seqId, long number) {
        environment("FlWriteValue", owner, key(wsId, seqId) + "," + number("number", number));
    }

    @Override
    public void checkpointWritten(String owner, long checkpoint) {
        environment("FlWriteCheckpoint", owner, number("checkpoint", checkpoint));
    }

    @Override
    public void valueLanded(ValueBatch values, int from, long checkpoint) {
        StringBuilder left = new StringBuilder();
        for (int i = from; i < values.size(); i++) {
            left.append(i == from ? "{" : ",{").append(key(values.wsId(i), values.seqId(i)));
            left.append(',').append(number("number", values.number(i))).append('}');
        }
        environment(
                "LateValueLands",
                "",
                key(values.wsId(from), values.seqId(from)) + ",\"left\":[" + left + "],"
                        + number("checkpoint", checkpoint));
    }

    @Override
    public void checkpointLanded(long checkpoint) {
        environment("LateCheckpointLands", "", number("checkpoint", checkpoint));
    }

    @Override
    public Object steps() {
        return this;
    }

    /** An order of effects is known only if no step comes between. */
    @Override
    public Object storageCalls() {
        return this;
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

    void environment(String action, String owner, String members) {
        write("{\"a\":\"" + action + "\"" + (owner.isEmpty() ? "" : ",\"owner\":\"" + owner + "\"")
                + (members.isEmpty() ? "" : "," + members) + "}");
    }

    synchronized void write(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String number(String name, long value) {
        return "\"" + name + "\":\"" + value + "\"";
    }

    private static String key(long wsId, int seqId) {
        return "\"wsId\":\"" + Long.toUnsignedString(wsId) + "\",\"seqId\":" + seqId;
    }

    private static String event(Event event) {
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < event.size(); i++) {
            numbers.append(i == 0 ? "{" : ",{").append("\"seqId\":").append(event.seqId(i));
            numbers.append(',').append(number("number", event.number(i)));
            numbers.append(event.explicit(i) ? ",\"explicit\":true}" : "}");
        }
        return number("plogOffset", event.plogOffset()) + ",\"wsId\":\"" + Long.toUnsignedString(event.wsId())
                + "\",\"numbers\":[" + numbers + "]";
    }

    private static String header(SequencerParams params) {
        StringBuilder seqs = new StringBuilder();
        for (Map.Entry<Integer, SeqTypes.Kind> kind : params.seqTypes().kinds().entrySet()) {
            for (int slot = 0; slot < kind.getValue().size(); slot++) {
                seqs.append(seqs.isEmpty() ? "{" : ",{").append("\"wsKind\":").append(kind.getKey());
                seqs.append(",\"seqId\":").append(kind.getValue().seqId(slot)).append(',');
                seqs.append(number("initialValue", kind.getValue().initialValue(slot)))
                        .append('}');
            }
        }
        return "{\"v\":1,\"spec\":\"Sequencer\",\"maxUnflushedValues\":" + params.maxUnflushedValues() + ",\"seqs\":["
                + seqs + "]";
    }

    private static String given(SequenceStorage storage, EventLog log) {
        StringBuilder numbers = new StringBuilder();
        storage.forEachNumber((wsId, seqId, value) -> {
            numbers.append(numbers.isEmpty() ? "{" : ",{").append(key(wsId, seqId));
            numbers.append(',').append(number("number", value)).append('}');
        });
        long checkpoint = storage.readCheckpoint();
        StringBuilder events = new StringBuilder();
        // The last event always: without it nobody would know where the log ends.
        log.scan(Math.max(1, Math.min(checkpoint, log.end() - 1)), event -> {
            events.append(events.isEmpty() ? "{" : ",{").append(event(event)).append('}');
            return true;
        });
        return "{" + number("checkpoint", checkpoint) + ",\"numbers\":[" + numbers + "],\"events\":[" + events + "]}";
    }
}
