package io.isequencer.storage.caches;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.spi.Cache;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A cache that forgets whenever its decision says so: a key that is read is gone already, a key that is put is not
 * kept.
 *
 * <p>To forget at the next read is, seen from outside, the same as to have forgotten at any time since the put, so each
 * possible eviction can be played.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one thread at a time, as the port says.
 *   <li><i>Source:</i> action Evict of {@code tla/Sequencer.tla}; the eviction storm of the simulation.
 * </ul>
 */
public final class ForgetfulCache implements Cache {
    private final BooleanSupplier evicts;
    private final Map<NumberKey, Long> numbers = new HashMap<>();
    private long evictions;

    /** @param evicts asked once per read of a known key and once per put */
    public ForgetfulCache(BooleanSupplier evicts) {
        this.evicts = Objects.requireNonNull(evicts, "evicts");
    }

    /** One that forgets at {@code evictPercent} of 100 decisions, the same ones for the same seed. */
    public static ForgetfulCache seeded(long seed, int evictPercent) {
        if (evictPercent < 0 || evictPercent > 100) {
            throw new IllegalArgumentException("evictPercent must be 0..100: evictPercent=" + evictPercent);
        }
        SplittableRandom random = new SplittableRandom(seed);
        return new ForgetfulCache(() -> random.nextInt(100) < evictPercent);
    }

    @Override
    public long get(long wsId, int seqId) {
        NumberKey key = new NumberKey(wsId, seqId);
        Long number = numbers.get(key);
        if (number == null) {
            return 0;
        }
        if (evicts.getAsBoolean()) {
            forget(key);
            return 0;
        }
        return number;
    }

    @Override
    public void put(long wsId, int seqId, long number) {
        NumberKey key = new NumberKey(wsId, seqId);
        numbers.put(key, Limits.requireNumber(number));
        if (evicts.getAsBoolean()) {
            forget(key);
        }
    }

    @Override
    public void clear() {
        numbers.clear();
    }

    /**
     * Forgets one key now.
     *
     * @return false if it was not there
     */
    public boolean evict(long wsId, int seqId) {
        return forget(new NumberKey(wsId, seqId));
    }

    /** Forgets all keys and counts each: an eviction storm. */
    public void evictAll() {
        evictions += numbers.size();
        numbers.clear();
    }

    /** How many keys were forgotten, those of {@link #clear} not counted. */
    public long evictions() {
        return evictions;
    }

    private boolean forget(NumberKey key) {
        boolean known = numbers.remove(key) != null;
        if (known) {
            evictions++;
        }
        return known;
    }
}
