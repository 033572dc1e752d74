package io.isequencer.storage.cassandra;

import io.isequencer.spi.Action;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import java.util.EnumSet;
import java.util.Set;

/**
 * Lets one owner at a time use log and storage. What a recovery has read, it reports by a step of its own, later: until then
 * it keeps the turn, or what others do meanwhile would come before that step in the trace and the read would not fit.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. A turn belongs to an owner, not to a thread.
 * </ul>
 */
final class Turn {
    /** By these a recovery tells what it has found, or that it failed. */
    private static final Set<Action> FOUND = EnumSet.of(
            Action.ACT_READ_CHECKPOINT, Action.ACT_DONE, Action.ACT_WAIT_ROOM, Action.ACT_FAIL, Action.ACT_STOP);

    private String holder;
    private int calls;
    private boolean kept;

    private synchronized void take(String owner, boolean keep) {
        boolean interrupted = false;
        while (holder != null && !holder.equals(owner)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        holder = owner;
        kept |= keep;
        calls++;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void giveBack() {
        calls--;
        giveOn();
    }

    private synchronized void found(String owner) {
        if (owner.equals(holder)) {
            kept = false;
            giveOn();
        }
    }

    private void giveOn() {
        if (calls == 0 && !kept) {
            holder = null;
            notifyAll();
        }
    }

    /** An owner is closed: it tells nothing any more. */
    void closed(String owner) {
        found(owner);
    }

    /** Listens to an owner's steps, and passes them on. */
    StepListener over(String owner, StepListener listener) {
        return (step, state) -> {
            listener.onStep(step, state);
            if (FOUND.contains(step.action())) {
                found(owner);
            }
        };
    }

    SequenceStorage over(String owner, SequenceStorage storage) {
        return new ForwardingStorage(storage) {
            @Override
            public long readNumber(long wsId, int seqId) {
                take(owner, false);
                try {
                    return super.readNumber(wsId, seqId);
                } finally {
                    giveBack();
                }
            }

            @Override
            public long readCheckpoint() {
                take(owner, true);
                try {
                    return super.readCheckpoint();
                } finally {
                    giveBack();
                }
            }

            @Override
            public void write(ValueBatch batch, long checkpoint) {
                take(owner, false);
                try {
                    super.write(batch, checkpoint);
                } finally {
                    giveBack();
                }
            }
        };
    }

    EventLog over(String owner, EventLog log) {
        return new ForwardingEventLog(log) {
            @Override
            public AppendResult append(Event event) {
                take(owner, false);
                try {
                    return super.append(event);
                } finally {
                    giveBack();
                }
            }

            @Override
            public boolean scan(long fromOffset, EventVisitor visitor) {
                take(owner, true);
                try {
                    return super.scan(fromOffset, visitor);
                } finally {
                    giveBack();
                }
            }
        };
    }
}
