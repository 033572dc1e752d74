package io.isequencer.storage.cassandra;

import java.util.List;
import java.util.StringJoiner;

/**
 * One nemesis, ready to strike.
 *
 * @param target the node or owner that it is done to, from 1; 0 for all
 * @param other another node, or 0
 * @param ms how long it lasts, besides what a process needs to come up
 * @param intensity percent of the packets that are lost, kbit/s that get through, or hours that a clock jumps; or 0
 * @param moments milliseconds from the begin at which owners die, and which; empty for every other nemesis
 */
record Strike(Nemesis nemesis, int target, int other, int ms, int intensity, List<Moment> moments) {
    /** An owner dies. */
    record Moment(int ms, int owner) {}

    Strike {
        moments = List.copyOf(moments);
    }

    /** As {@code node-killed target=3 ms=4000}: a schedule is told by such lines. */
    String text() {
        StringJoiner text = new StringJoiner(" ");
        text.add(nemesis.id());
        if (target > 0) {
            text.add("target=" + target);
        }
        if (other > 0) {
            text.add("other=" + other);
        }
        text.add("ms=" + ms);
        if (intensity > 0) {
            text.add("intensity=" + intensity);
        }
        moments.forEach(moment -> text.add("owner" + moment.owner() + "@" + moment.ms()));
        return text.toString();
    }
}
