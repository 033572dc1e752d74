package io.isequencer.recording;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;

/**
 * The trace of one sequencer: hand it in as its listener, and have its storage and log wrapped.
 *
 * <pre>{@code
 * TraceWriter trace = new TraceWriter(out, params);
 * OwnerTrace owner = trace.open("a");
 * Sequencer sequencer = runtime.open(params, owner.over(storage), owner.over(log), cache, owner);
 * }</pre>
 *
 * <p>The client must append through the wrapped log. Calls of the wrapped storage exclude each other, or their order
 * would not be known: a trace is for tests and for the search of errors, not for speed.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link StepListener} says.
 *   <li><i>Errors:</i> as {@link TraceWriter}.
 * </ul>
 */
public final class OwnerTrace implements StepListener {
    private final TraceWriter writer;
    private final String name;
    private OwnerView before = OwnerView.fresh();

    OwnerTrace(TraceWriter writer, String name) {
        this.writer = writer;
        this.name = name;
    }

    @Override
    public void onStep(Step step, StateView state) {
        write(step, OwnerView.of(state));
    }

    /** Writes a step whose outcome was kept. */
    public void write(Step step, OwnerView after) {
        write(step, after, "");
    }

    /** Writes FlFail of a call that was given up: what it has not yet written will land later. */
    public void writeGivenUp(Step step, OwnerView after) {
        write(step, after, ",\"late\":true");
    }

    /** A storage whose effects are written down. */
    public SequenceStorage over(SequenceStorage storage) {
        return new RecordedStorage(new TracedPorts(writer, name), storage);
    }

    /** A log whose effects are written down. */
    public EventLog over(EventLog log) {
        return new RecordedLog(new TracedPorts(writer, name), log);
    }

    private void write(Step step, OwnerView after, String more) {
        StringBuilder line = new StringBuilder("{\"a\":\"")
                .append(step.action().specName())
                .append("\",\"owner\":\"")
                .append(name)
                .append('"');
        if (step.seqId() != 0) {
            line.append(",\"seqId\":").append(step.seqId());
            line.append(',').append(TraceWriter.number("number", step.number()));
        }
        if (step.plogOffset() != 0) {
            line.append(',').append(TraceWriter.number("plogOffset", step.plogOffset()));
        }
        line.append(more).append(",\"changed\":{").append(before.changesTo(after));
        before = after;
        writer.write(line.append("}}").toString());
    }
}
