package io.isequencer.simulation.fleet;

import io.isequencer.api.NumberKey;
import io.isequencer.core.Partition;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A partition: its log and its numbers, as its shard keeps them, and whether both are as they must be.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation}, by what the log and the storage say alone; the core is not asked.
 *   <li><i>Source:</i> {@code tla/Sequence.tla} and {@code tla/Properties.tla}.
 * </ul>
 */
class FleetPartition {
    private final int id;
    private final Shard shard;
    private final List<LogEvent> events = new ArrayList<>();
    private final Map<NumberKey, Long> largest = new HashMap<>();
    private final Map<NumberKey, Long> stored = new HashMap<>();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private long checkpoint = 1;

    FleetPartition(int id, Shard shard) {
        this.id = id;
        this.shard = shard;
    }

    int id() {
        return id;
    }

    Shard shard() {
        return shard;
    }

    /** What clients want to be done here, and nobody has begun. */
    Deque<Request> waiting() {
        return waiting;
    }

    long end() {
        return events.size() + 1L;
    }

    long checkpoint() {
        return checkpoint;
    }

    /** Inserts the event if its offset is free (R2). */
    boolean append(LogEvent event) {
        if (event.plogOffset() > end()) {
            throw Violation.safety(
                    Property.DENSE_OFFSETS, here() + "append at " + event.plogOffset() + ", the log ends at " + end());
        }
        if (event.plogOffset() < end()) {
            return false;
        }
        for (int i = 0; i < event.size(); i++) {
            NumberKey key = new NumberKey(event.wsId(), event.seqId(i));
            long last = largest.getOrDefault(key, 0L);
            long expected = Math.max(last, FleetOptions.initialValue(event.seqId(i)) - 1) + 1;
            if (event.number(i) != expected) {
                Property broken = event.number(i) > expected ? Property.DENSE : Property.UNIQUE;
                throw Violation.safety(
                        broken,
                        here() + "event " + event.plogOffset() + " carries number " + event.number(i) + " of " + key
                                + "; expected " + expected);
            }
            largest.put(key, expected);
        }
        events.add(event);
        return true;
    }

    /** At most that many events from the offset on. */
    List<LogEvent> scan(long fromOffset, int limit) {
        int from = (int) Math.min(fromOffset, end()) - 1;
        return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
    }

    /** The stored number of a key, 0 if there is none. */
    long number(long wsId, int seqId) {
        return stored.getOrDefault(new NumberKey(wsId, seqId), 0L);
    }

    /** Writes the values one by one, then the checkpoint unless it is 0. */
    void write(ValueBatch values, long newCheckpoint) {
        for (int i = 0; i < values.size(); i++) {
            writeNumber(new NumberKey(values.wsId(i), values.seqId(i)), values.number(i));
        }
        if (newCheckpoint > 0) {
            writeCheckpoint(newCheckpoint);
        }
    }

    private void writeNumber(NumberKey key, long number) {
        long logged = largest.getOrDefault(key, 0L);
        if (number > logged) {
            throw Violation.safety(
                    Property.STORAGE_JUSTIFIED,
                    here() + "number " + number + " of " + key + " is written; the log's largest is " + logged);
        }
        long before = stored.getOrDefault(key, 0L);
        long after = afterWrite(before, number);
        if (after < before) {
            throw Violation.safety(
                    Property.NUMBERS_FORWARD,
                    here() + "the stored number of " + key + " falls from " + before + " to " + after);
        }
        stored.put(key, after);
    }

    /** What is stored after a write of a number or a checkpoint: the larger one (R7). */
    long afterWrite(long before, long written) {
        return Math.max(before, written);
    }

    private void writeCheckpoint(long written) {
        if (written > end()) {
            throw Violation.safety(
                    Property.CHECKPOINT_REAL,
                    here() + "checkpoint " + written + " is written, the log ends at " + end());
        }
        long after = afterWrite(checkpoint, written);
        if (after < checkpoint) {
            throw Violation.safety(
                    Property.CHECKPOINT_FORWARD, here() + "the checkpoint falls from " + checkpoint + " to " + after);
        }
        for (; checkpoint < after; checkpoint++) {
            requireCovered(events.get((int) checkpoint - 1));
        }
    }

    private void requireCovered(LogEvent event) {
        for (int i = 0; i < event.size(); i++) {
            long known = number(event.wsId(), event.seqId(i));
            if (known < event.number(i)) {
                throw Violation.safety(
                        Property.CHECKPOINT_SOUND,
                        here() + "the checkpoint passes event " + event.plogOffset() + ", whose number "
                                + event.number(i) + " of " + new NumberKey(event.wsId(), event.seqId(i))
                                + " is not stored: " + known);
            }
        }
    }

    /** An owner has ended its rebuild: if nobody has appended since, it knows all that the log says. */
    void requireExact(Partition owner) {
        if (owner.nextOffset() != end()) {
            return;
        }
        largest.forEach((key, number) -> {
            long known = Math.max(owner.pendingNumber(key.wsId(), key.seqId()), stored.getOrDefault(key, 0L));
            if (known != number) {
                throw Violation.safety(
                        Property.READY_EXACT,
                        here() + "number of " + key + " is " + known + " in pending or storage, " + number
                                + " in the log");
            }
        });
    }

    /** All faults are over and nothing is left to do: everything must have been done, and stored. */
    void requireDrained() {
        if (!waiting.isEmpty()) {
            throw Violation.liveness(Property.ACCEPTED, here() + waiting.size() + " clients still wait");
        }
        if (checkpoint != end()) {
            throw Violation.liveness(
                    Property.DRAINED, here() + "the checkpoint stays at " + checkpoint + ", the log ends at " + end());
        }
    }

    private String here() {
        return "partition " + id + ": ";
    }
}
