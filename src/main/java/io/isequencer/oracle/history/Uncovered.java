package io.isequencer.oracle.history;

import java.util.Arrays;

/**
 * The events from the stored checkpoint on: a later checkpoint must find their numbers stored, a lost tail takes them
 * back.
 *
 * <p>Offsets are dense, so an event is a run of entries behind the one before; what falls below the checkpoint is
 * dropped at the front, what is lost at the back.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Units:</i> memory is 20 bytes per number and 4 per event, for as many events as the history leaves without
 *       a checkpoint.
 * </ul>
 */
final class Uncovered {
    private int[] begins = new int[1024];
    private int[] keys = new int[1024];
    private long[] numbers = new long[1024];
    private long[] before = new long[1024];
    private int firstEvent;
    private int events;
    private int entries;
    private long firstOffset = 1;

    /** Is told of each number of an event. */
    interface Visitor {
        void visit(long plogOffset, int key, long number, long lastBefore);
    }

    long firstOffset() {
        return firstOffset;
    }

    int events() {
        return events - firstEvent;
    }

    int entries() {
        return entries - (firstEvent < events ? begins[firstEvent] : entries);
    }

    /** Where the first event will be. Only while it is empty. */
    void startAt(long plogOffset) {
        firstOffset = plogOffset;
    }

    /** The next event; {@link #add} gives its numbers. */
    void beginEvent() {
        if (events == begins.length) {
            compact();
            begins = Arrays.copyOf(begins, events * 2 + 2);
        }
        begins[events++] = entries;
    }

    /** @param lastBefore what the key's last number was before this one */
    void add(int key, long number, long lastBefore) {
        if (entries == keys.length) {
            keys = Arrays.copyOf(keys, entries * 2);
            numbers = Arrays.copyOf(numbers, entries * 2);
            before = Arrays.copyOf(before, entries * 2);
        }
        keys[entries] = key;
        numbers[entries] = number;
        before[entries] = lastBefore;
        entries++;
    }

    /** Drops the events below a checkpoint, in order. */
    void dropBelow(long checkpoint, Visitor visitor) {
        while (firstEvent < events && firstOffset < checkpoint) {
            for (int i = begins[firstEvent]; i < endOf(firstEvent); i++) {
                visitor.visit(firstOffset, keys[i], numbers[i], before[i]);
            }
            firstEvent++;
            firstOffset++;
        }
        if (firstEvent == events) {
            firstEvent = 0;
            events = 0;
            entries = 0;
        } else if (firstEvent > 4096 && firstEvent > events / 2) {
            compact();
        }
    }

    /** Takes back the events from an offset on, the last first. */
    void takeBackFrom(long plogOffset, Visitor visitor) {
        while (events > firstEvent && firstOffset + events - firstEvent - 1 >= plogOffset) {
            long offset = firstOffset + events - firstEvent - 1;
            int begin = begins[events - 1];
            for (int i = entries - 1; i >= begin; i--) {
                visitor.visit(offset, keys[i], numbers[i], before[i]);
            }
            entries = begin;
            events--;
        }
    }

    private int endOf(int event) {
        return event + 1 < events ? begins[event + 1] : entries;
    }

    private void compact() {
        int begin = firstEvent < events ? begins[firstEvent] : entries;
        int moved = entries - begin;
        System.arraycopy(keys, begin, keys, 0, moved);
        System.arraycopy(numbers, begin, numbers, 0, moved);
        System.arraycopy(before, begin, before, 0, moved);
        for (int i = firstEvent; i < events; i++) {
            begins[i - firstEvent] = begins[i] - begin;
        }
        entries = moved;
        events -= firstEvent;
        firstEvent = 0;
    }
}
