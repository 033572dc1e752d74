package io.isequencer.storage.faulty;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.LogEvent;

/**
 * A log whose calls fail as a plan says, over any other.
 *
 * <ul>
 *   <li><i>Threading:</i> as the wrapped log; late effects land in the thread that lets them.
 *   <li><i>Durability:</i> as the wrapped log; appends that have not landed when it is closed never will.
 *   <li><i>Errors:</i> {@link io.isequencer.api.StorageException} with {@code injected fault}: definite for {@link
 *       FaultKind#APPEND_FAILED}, {@link FaultKind#ERROR_BEFORE} and scans, not definite for the other kinds.
 * </ul>
 */
public final class FaultyEventLog extends ForwardingEventLog {
    private final FaultGate gate;

    public FaultyEventLog(EventLog log, FaultPlan plan, Pauser pauser) {
        super(log);
        gate = new FaultGate(plan, pauser);
    }

    @Override
    public AppendResult append(Event event) {
        FaultKind kind = gate.enter(Operation.APPEND, event.size()).kind();
        switch (kind) {
            case APPEND_FAILED, APPEND_UNKNOWN_LOST -> gate.counters().add(kind);
            case APPEND_UNKNOWN_WRITTEN ->
                // At a taken offset nothing can be written: that is the other unknown.
                gate.counters().add(log.append(event) == AppendResult.APPENDED ? kind : FaultKind.APPEND_UNKNOWN_LOST);
            case APPEND_LATE -> {
                LogEvent kept = LogEvent.copyOf(event);
                gate.late().add(() -> land(kept));
            }
            default -> {
                return log.append(event);
            }
        }
        throw FaultGate.error(kind, Operation.APPEND, kind == FaultKind.APPEND_FAILED);
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        Fault fault = gate.enter(Operation.SCAN, 0);
        if (fault.kind() != FaultKind.READ_ERROR) {
            return log.scan(fromOffset, visitor);
        }
        FailingVisitor failing = new FailingVisitor(visitor, fault.amount());
        boolean reachedEnd = log.scan(fromOffset, failing);
        if (failing.stopped || failing.left > 0) {
            return reachedEnd;
        }
        gate.counters().add(FaultKind.READ_ERROR);
        throw FaultGate.error(FaultKind.READ_ERROR, Operation.SCAN, true);
    }

    @Override
    public void sync(long belowOffset) {
        FaultKind kind = gate.enter(Operation.SYNC, 0).kind();
        if (kind != FaultKind.ERROR_BEFORE) {
            log.sync(belowOffset);
        }
        if (kind == FaultKind.ERROR_BEFORE || kind == FaultKind.ERROR_AFTER) {
            gate.counters().add(kind);
            throw FaultGate.error(kind, Operation.SYNC, kind == FaultKind.ERROR_BEFORE);
        }
    }

    public FaultCounters counters() {
        return gate.counters();
    }

    /** How many late appends are still on their way. */
    public int lateCount() {
        return gate.late().size();
    }

    /**
     * Lets a late append reach the log, which refuses it if its offset is taken meanwhile (R2).
     *
     * @param index 0 for the oldest
     */
    public void landLate(int index) {
        gate.late().land(index);
    }

    private void land(LogEvent event) {
        // Behind the end, after a crash took the tail: the log has no place for it, so it is lost.
        if (event.plogOffset() <= log.end() && log.append(event) == AppendResult.APPENDED) {
            gate.counters().add(FaultKind.APPEND_LATE);
        }
    }

    /** Lets some events through, then stops the scan. */
    private static final class FailingVisitor implements EventVisitor {
        private final EventVisitor visitor;
        private long left;
        private boolean stopped;

        FailingVisitor(EventVisitor visitor, long left) {
            this.visitor = visitor;
            this.left = left;
        }

        @Override
        public boolean visit(Event event) {
            if (left == 0) {
                return false;
            }
            stopped = !visitor.visit(event);
            left--;
            return !stopped;
        }
    }
}
