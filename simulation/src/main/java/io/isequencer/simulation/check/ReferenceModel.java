package io.isequencer.simulation.check;

import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.SimLog;
import io.isequencer.simulation.world.Words;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The abstract specification as code: what the numbers of the next event in the log must be, and what the log says of
 * each key at each offset.
 *
 * <p>An issued number must be {@code max(last, initial - 1) + 1}, where {@code last} is the largest number of its key
 * so far, explicit ones included. One equation, three properties: a smaller number breaks Unique or Monotone, a larger
 * one breaks Dense.
 *
 * <ul>
 *   <li><i>Source:</i> {@code tla/Sequence.tla}; rules R6, R17, R18.
 * </ul>
 */
final class ReferenceModel {
    private final Options options;

    /** By offset: the largest number of each key below it. Entry 0 is unused, entry 1 is all zero. */
    private final List<long[]> maxBelow = new ArrayList<>();

    ReferenceModel(Options options) {
        this.options = options;
        maxBelow.add(null);
        maxBelow.add(new long[options.keys()]);
    }

    /** The next free offset of the log that this model has seen. */
    long end() {
        return maxBelow.size() - 1L;
    }

    /** The largest number of each key in events below the offset. */
    long[] maxBelow(long plogOffset) {
        return maxBelow.get((int) plogOffset);
    }

    /** Takes over what happened to the log: new events, or a lost tail. */
    void follow(SimLog log) {
        while (end() > log.end()) {
            maxBelow.remove(maxBelow.size() - 1);
        }
        while (end() < log.end()) {
            append(log, log.event(end()));
        }
    }

    private void append(SimLog log, LogEvent event) {
        long[] last = maxBelow(end()).clone();
        for (int i = 0; i < event.size(); i++) {
            int key = options.keyOf(event.wsId(), event.seqId(i));
            long number = event.number(i);
            if (event.explicit(i)) {
                last[key] = Math.max(last[key], number);
                continue;
            }
            long initial = Options.initialValue(event.seqId(i) - 1);
            long expected = Math.max(last[key], initial - 1) + 1;
            if (number != expected) {
                throw wrongNumber(log, event, i, expected);
            }
            last[key] = number;
        }
        maxBelow.add(last);
    }

    private static Violation wrongNumber(SimLog log, LogEvent event, int index, long expected) {
        long number = event.number(index);
        Property property = Property.DENSE;
        if (number < expected) {
            property = isTaken(log, event, index) ? Property.UNIQUE : Property.MONOTONE;
        }
        return Violation.safety(
                property,
                "event " + event.plogOffset() + " carries number " + number + " of "
                        + Words.key(event.wsId(), event.seqId(index)) + "; expected " + expected);
    }

    /** Whether an earlier event, or this one further in front, has the number already. */
    private static boolean isTaken(SimLog log, LogEvent event, int index) {
        for (long offset = 1; offset <= event.plogOffset(); offset++) {
            LogEvent earlier = log.event(offset);
            int size = offset == event.plogOffset() ? index : earlier.size();
            for (int i = 0; i < size; i++) {
                if (earlier.wsId() == event.wsId()
                        && earlier.seqId(i) == event.seqId(index)
                        && earlier.number(i) == event.number(index)) {
                    return true;
                }
            }
        }
        return false;
    }
}
