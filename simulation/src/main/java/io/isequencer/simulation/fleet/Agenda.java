package io.isequencer.simulation.fleet;

import java.util.PriorityQueue;

/**
 * What will happen, in the order of virtual time; what is due at the same time, in the order in which it was noted.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
final class Agenda {
    private record Entry(long atUs, long order, Runnable happening) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry that) {
            return atUs == that.atUs ? Long.compare(order, that.order) : Long.compare(atUs, that.atUs);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowUs;
    private long order;

    long nowUs() {
        return nowUs;
    }

    void at(long us, Runnable happening) {
        entries.add(new Entry(Math.max(us, nowUs), order++, happening));
    }

    void after(long us, Runnable happening) {
        at(nowUs + us, happening);
    }

    /** Lets the next thing happen, if one is due until then. */
    boolean happen(long untilUs) {
        Entry next = entries.peek();
        if (next == null || next.atUs > untilUs) {
            return false;
        }
        entries.remove();
        nowUs = next.atUs;
        next.happening.run();
        return true;
    }
}
