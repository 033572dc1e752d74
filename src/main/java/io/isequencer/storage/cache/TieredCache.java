package io.isequencer.storage.cache;

import io.isequencer.api.Limits;
import io.isequencer.spi.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The production cache: a table of primitives that most transactions are served from, and Caffeine behind it for what
 * the table evicts, if more keys are to be held than fit there.
 *
 * <p>A table that grows moves all its entries at once, in the caller's thread: with a million keys that takes tens of
 * milliseconds, and no more than that is asked of it.
 *
 * <ul>
 *   <li><i>Threading:</i> as the port says: one thread at a time.
 *   <li><i>Units:</i> maxSize counts keys, at least 1.
 * </ul>
 */
public final class TieredCache implements Cache {
    static final int MAX_IN_TABLE = 1 << 20;

    private final TableCache table;
    private final @Nullable CaffeineCache behind;

    public TieredCache(int maxSize) {
        this(maxSize, MAX_IN_TABLE);
    }

    TieredCache(int maxSize, int maxInTable) {
        Limits.requireAtLeast("maxSize", 1, maxSize);
        if (maxSize <= maxInTable) {
            table = new TableCache(maxSize);
            behind = null;
        } else {
            CaffeineCache rest = new CaffeineCache(maxSize - maxInTable);
            table = new TableCache(maxInTable, rest::put);
            behind = rest;
        }
    }

    @Override
    public long get(long wsId, int seqId) {
        long number = table.get(wsId, seqId);
        return number != 0 || behind == null ? number : fetched(behind, wsId, seqId);
    }

    /** Whatever the table evicts later is newer than what is behind it, and replaces it there. */
    @Override
    public void put(long wsId, int seqId, long number) {
        table.put(wsId, seqId, number);
    }

    @Override
    public void clear() {
        table.clear();
        if (behind != null) {
            behind.clear();
        }
    }

    /** A key is in one of the two. */
    private long fetched(CaffeineCache rest, long wsId, int seqId) {
        long number = rest.take(wsId, seqId);
        if (number != 0) {
            table.put(wsId, seqId, number);
        }
        return number;
    }
}
