package io.isequencer.simulation;

import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The log device: insert-if-absent (R2), a durable part, and a tail that a power loss can take.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class SimLog {
    private final List<LogEvent> events = new ArrayList<>();
    private long durableEnd = 1;

    /** The next free offset. */
    long end() {
        return events.size() + 1L;
    }

    long durableEnd() {
        return durableEnd;
    }

    LogEvent event(long plogOffset) {
        return events.get((int) plogOffset - 1);
    }

    /** Returns whether the event was appended: its offset was the next free one. */
    boolean append(LogEvent event) {
        if (event.plogOffset() != end()) {
            return false;
        }
        events.add(event);
        return true;
    }

    /** Makes all events durable. */
    void sync() {
        durableEnd = end();
    }

    /** Loses the events from the offset on, which must not be durable. Returns how many. */
    int loseTail(long fromOffset) {
        int before = events.size();
        events.subList((int) Math.max(fromOffset, durableEnd) - 1, before).clear();
        return before - events.size();
    }
}
