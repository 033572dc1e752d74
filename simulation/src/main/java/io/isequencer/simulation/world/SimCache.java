package io.isequencer.simulation.world;

import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.Cache;
import java.util.Arrays;

/** A cache that forgets what the world wants, when the world wants it. */
public final class SimCache implements Cache {
    private final Options options;
    private final long[] numbers;

    public SimCache(Options options) {
        this.options = options;
        numbers = new long[options.keys()];
    }

    @Override
    public long get(long wsId, int seqId) {
        return numbers[options.keyOf(wsId, seqId)];
    }

    @Override
    public void put(long wsId, int seqId, long number) {
        numbers[options.keyOf(wsId, seqId)] = number;
    }

    @Override
    public void clear() {
        Arrays.fill(numbers, 0);
    }

    /** Becomes a copy of the other. */
    public void copyFrom(SimCache that) {
        System.arraycopy(that.numbers, 0, numbers, 0, numbers.length);
    }

    public long get(int key) {
        return numbers[key];
    }

    public void evict(int key) {
        numbers[key] = 0;
    }
}
