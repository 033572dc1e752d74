package io.isequencer.simulation;

/**
 * The storage device: what it holds is durable; writes change one thing at a time, max-wins (R7).
 *
 * <p>Keys are indexes 0..keys-1, see {@link Options#keyOf}. With a {@link Backing} each write goes there too, and each
 * read is compared.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class SimStorage {
    private final Options options;
    private final Backing backing;
    private final long[] numbers;
    private long checkpoint;
    private long hash;

    /** @param backing null for none */
    SimStorage(Options options, Backing backing) {
        this.options = options;
        this.backing = backing;
        numbers = new long[options.keys()];
    }

    /** A read by an owner. */
    long readNumber(int key) {
        if (backing != null) {
            backing.requireNumber(wsId(key), seqId(key), numbers[key]);
        }
        return numbers[key];
    }

    /** A read by an owner. */
    long readCheckpoint() {
        if (backing != null) {
            backing.requireCheckpoint(checkpoint);
        }
        return checkpoint;
    }

    /** What is stored, for checkers: not a read that anybody made. */
    long number(int key) {
        return numbers[key];
    }

    long checkpoint() {
        return checkpoint;
    }

    /** Where a recovery would begin: an empty storage means 1 (R16). */
    long nextOffset() {
        return Math.max(checkpoint, 1);
    }

    void writeNumber(int key, long number) {
        if (backing != null) {
            backing.writeNumber(wsId(key), seqId(key), number);
        }
        if (number > numbers[key]) {
            hash ^= Rng.mix(key * 31L + numbers[key]) ^ Rng.mix(key * 31L + number);
            numbers[key] = number;
        }
    }

    void writeCheckpoint(long next) {
        if (backing != null) {
            backing.writeCheckpoint(next);
        }
        checkpoint = Math.max(checkpoint, next);
    }

    /** Its process ended and began anew. */
    void restart() {
        if (backing != null) {
            backing.reopen();
        }
    }

    /** A hash of all that is stored, kept as it changes. */
    long hash() {
        return hash ^ Rng.mix(checkpoint);
    }

    private long wsId(int key) {
        return Options.wsId(key / options.sequences());
    }

    private int seqId(int key) {
        return Options.seqId(key % options.sequences());
    }
}
