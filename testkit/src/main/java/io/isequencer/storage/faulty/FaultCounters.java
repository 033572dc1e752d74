package io.isequencer.storage.faulty;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each kind of fault really took effect: a fault that changed nothing is not counted, a late one counts when
 * it lands.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
public final class FaultCounters {
    private final AtomicLongArray counts = new AtomicLongArray(FaultKind.values().length);

    public long count(FaultKind kind) {
        return counts.get(kind.ordinal());
    }

    /** Over all kinds but {@link FaultKind#NONE}, which is never counted. */
    public long total() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        return total;
    }

    void add(FaultKind kind) {
        counts.incrementAndGet(kind.ordinal());
    }
}
