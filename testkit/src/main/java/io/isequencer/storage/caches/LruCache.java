package io.isequencer.storage.caches;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.spi.Cache;
import java.util.LinkedHashMap;

/**
 * A deterministic cache: when full, it forgets the key that was read or written longest ago.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one thread at a time, as the port says.
 *   <li><i>Units:</i> maxSize counts keys, at least 1.
 * </ul>
 */
public final class LruCache implements Cache {
    private final int maxSize;
    private final LinkedHashMap<NumberKey, Long> numbers = new LinkedHashMap<>(16, 0.75f, true);

    public LruCache(int maxSize) {
        this.maxSize = (int) Limits.requireAtLeast("maxSize", 1, maxSize);
    }

    @Override
    public long get(long wsId, int seqId) {
        Long number = numbers.get(new NumberKey(wsId, seqId));
        return number == null ? 0 : number;
    }

    @Override
    public void put(long wsId, int seqId, long number) {
        numbers.put(new NumberKey(wsId, seqId), Limits.requireNumber(number));
        if (numbers.size() > maxSize) {
            var oldest = numbers.entrySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    @Override
    public void clear() {
        numbers.clear();
    }

    public int size() {
        return numbers.size();
    }
}
