package io.isequencer.recording;

import io.isequencer.spi.Event;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/** The effects at one owner's ports, as steps of its environment. Syncs are steps of the sequencer. */
final class TracedPorts implements PortSink {
    private final TraceSink sink;
    private final String owner;

    TracedPorts(TraceSink sink, String owner) {
        this.sink = sink;
        this.owner = owner;
    }

    @Override
    public Object lines() {
        return sink.steps();
    }

    @Override
    public Object storageCalls() {
        return sink.storageCalls();
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
        sink.append(action, owner, event);
    }

    @Override
    public void synced(long belowOffset) {
        // The sequencer's step tells.
    }

    @Override
    public void read(int seqId, long number) {
        sink.read(owner, seqId, number);
    }

    @Override
    public long writeBegins(ValueBatch batch, long checkpoint) {
        return 0;
    }

    /**
     * Of a write that failed the storage is asked what it has taken. If it takes a part only later, the steps will not
     * fit, and rightly so: nobody saw it happen.
     */
    @Override
    public void writeEnded(long id, ValueBatch batch, long checkpoint, WriteOutcome outcome, SequenceStorage storage) {
        boolean all = true;
        for (int i = 0; i < batch.size(); i++) {
            long wsId = batch.wsId(i);
            int seqId = batch.seqId(i);
            if (outcome == WriteOutcome.WRITTEN || storage.readNumber(wsId, seqId) >= batch.number(i)) {
                sink.valueWritten(owner, wsId, seqId, batch.number(i));
            } else {
                all = false;
            }
        }
        if (all && (outcome == WriteOutcome.WRITTEN || storage.readCheckpoint() >= checkpoint)) {
            sink.checkpointWritten(owner, checkpoint);
        }
    }
}
