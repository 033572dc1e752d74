package io.isequencer.recording;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;

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
        return new RecordedStorage(new Sink(), storage);
    }

    /** A log whose effects are written down. */
    public EventLog over(EventLog log) {
        return new RecordedLog(new Sink(), log);
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

    /** While a call is under way no other line is written. Syncs are steps of the sequencer. */
    private final class Sink implements PortSink {
        @Override
        public Object lines() {
            return writer;
        }

        @Override
        public Object storageCalls() {
            return writer;
        }

        @Override
        public void appended(Event event, AppendOutcome outcome) {
            String action = switch (outcome) {
                case APPENDED -> "AppendOk";
                case CONFLICT -> "AppendConflict";
                case FAILED -> "AppendFail";
                case UNKNOWN_WRITTEN -> "AppendUnknownWritten";
                case UNKNOWN_LOST -> "AppendUnknownLost";
            };
            writer.append(action, name, event);
        }

        @Override
        public void synced(long belowOffset) {
            // The sequencer's step tells.
        }

        @Override
        public void read(int seqId, long number) {
            writer.read(name, seqId, number);
        }

        @Override
        public long writeBegins(ValueBatch batch, long checkpoint) {
            return 0;
        }

        /**
         * Of a write that failed the storage is asked what it has taken. If it takes a part only later, the trace will
         * not fit, and rightly so: nobody saw it happen.
         */
        @Override
        public void writeEnded(
                long id, ValueBatch batch, long checkpoint, WriteOutcome outcome, SequenceStorage storage) {
            boolean all = true;
            for (int i = 0; i < batch.size(); i++) {
                long wsId = batch.wsId(i);
                int seqId = batch.seqId(i);
                if (outcome == WriteOutcome.WRITTEN || storage.readNumber(wsId, seqId) >= batch.number(i)) {
                    writer.valueWritten(name, wsId, seqId, batch.number(i));
                } else {
                    all = false;
                }
            }
            if (all && (outcome == WriteOutcome.WRITTEN || storage.readCheckpoint() >= checkpoint)) {
                writer.checkpointWritten(name, checkpoint);
            }
        }
    }
}
