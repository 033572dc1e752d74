package io.isequencer.core;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.Cache;
import java.util.HashMap;
import java.util.Map;

/** A cache that forgets when it is told to. */
final class MapCache implements Cache {
    final Map<NumberKey, Long> numbers = new HashMap<>();

    @Override
    public long get(long wsId, int seqId) {
        return numbers.getOrDefault(new NumberKey(wsId, seqId), 0L);
    }

    @Override
    public void put(long wsId, int seqId, long number) {
        numbers.put(new NumberKey(wsId, seqId), number);
    }

    @Override
    public void clear() {
        numbers.clear();
    }
}
