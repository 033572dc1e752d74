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
 *   <li><i>Units:</i> memory is 20 bytes per number and 4 per event, for as many events as the history leaves without
 *       a checkpoint.
 * </ul>
 */
final class Uncovered {
    /** Event i has the entries from bounds[i] up to bounds[i + 1]. */
    private int[] bounds = new int[1024];

    private int[] keys = new int[1024];
    private long[] numbers = new long[1024];
    private long[] before = new long[1024];
    private int firstEvent;
    private int endEvent;
    private long firstOffset = 1;

    /** Is called with each number of an event. */
    interface Visitor {
        void visit(long plogOffset, int key, long number, long lastBefore);
    }

    int events() {
        return endEvent - firstEvent;
    }

    int entries() {
        return bounds[endEvent] - bounds[firstEvent];
    }

    /** How many entries there is room for. */
    int room() {
        return keys.length;
    }

    /** Forgets all; where the next event will be. */
    void startAt(long plogOffset) {
        firstEvent = 0;
        endEvent = 0;
        bounds[0] = 0;
        firstOffset = plogOffset;
    }

    /** Whether the event at an offset is kept here. */
    boolean has(long plogOffset) {
        return plogOffset >= firstOffset && plogOffset - firstOffset < events();
    }

    /** Visits the numbers of one event that {@link #has is kept}. */
    void visit(long plogOffset, Visitor visitor) {
        int event = firstEvent + (int) (plogOffset - firstOffset);
        for (int i = bounds[event]; i < bounds[event + 1]; i++) {
            visitor.visit(plogOffset, keys[i], numbers[i], before[i]);
        }
    }

    /**
     * Gives a number to an event of which only the place was known: what came later was behind it.
     *
     * @param last the key's last number so far
     */
    void fill(long plogOffset, int key, long number, long last) {
        int event = firstEvent + (int) (plogOffset - firstOffset);
        int at = bounds[event + 1];
        int end = bounds[endEvent];
        long lastBefore = last;
        for (int i = end - 1; i >= at; i--) {
            if (keys[i] == key) {
                lastBefore = before[i];
                before[i] = Math.max(before[i], number);
            }
        }
        requireRoom(end);
        System.arraycopy(keys, at, keys, at + 1, end - at);
        System.arraycopy(numbers, at, numbers, at + 1, end - at);
        System.arraycopy(before, at, before, at + 1, end - at);
        keys[at] = key;
        numbers[at] = number;
        before[at] = lastBefore;
        for (int i = event + 1; i <= endEvent; i++) {
            bounds[i]++;
        }
    }

    /** The next event; {@link #add} gives its numbers. */
    void beginEvent() {
        int end = bounds[endEvent];
        endEvent++;
        if (endEvent == bounds.length) {
            bounds = Arrays.copyOf(bounds, endEvent * 2);
        }
        bounds[endEvent] = end;
    }

    /** @param lastBefore what the key's last number was before this one */
    void add(int key, long number, long lastBefore) {
        int at = bounds[endEvent];
        requireRoom(at);
        keys[at] = key;
        numbers[at] = number;
        before[at] = lastBefore;
        bounds[endEvent]++;
    }

    /** Drops the events below a checkpoint, in order. */
    void dropBelow(long checkpoint, Visitor visitor) {
        while (firstEvent < endEvent && firstOffset < checkpoint) {
            for (int i = bounds[firstEvent]; i < bounds[firstEvent + 1]; i++) {
                visitor.visit(firstOffset, keys[i], numbers[i], before[i]);
            }
            firstEvent++;
            firstOffset++;
        }
        // Moves fewer events than were dropped since the last time.
        if (firstEvent > endEvent / 2) {
            compact();
        }
    }

    /** Takes back the events from an offset on, the last first. */
    void truncateFrom(long plogOffset, Visitor visitor) {
        long last = firstOffset + events() - 1;
        while (firstEvent < endEvent && last >= plogOffset) {
            for (int i = bounds[endEvent] - 1; i >= bounds[endEvent - 1]; i--) {
                visitor.visit(last, keys[i], numbers[i], before[i]);
            }
            endEvent--;
            last--;
        }
    }

    private void requireRoom(int at) {
        if (at == keys.length) {
            keys = Arrays.copyOf(keys, at * 2);
            numbers = Arrays.copyOf(numbers, at * 2);
            before = Arrays.copyOf(before, at * 2);
        }
    }

    private void compact() {
        int begin = bounds[firstEvent];
        int moved = entries();
        System.arraycopy(keys, begin, keys, 0, moved);
        System.arraycopy(numbers, begin, numbers, 0, moved);
        System.arraycopy(before, begin, before, 0, moved);
        for (int i = firstEvent; i <= endEvent; i++) {
            bounds[i - firstEvent] = bounds[i] - begin;
        }
        endEvent -= firstEvent;
        firstEvent = 0;
    }
}
