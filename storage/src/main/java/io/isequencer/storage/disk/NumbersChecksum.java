package io.isequencer.storage.disk;

/**
 * Count and checksum of a set of numbers. It follows each change, so that a set of any size can be compared with what it
 * should be: a lost, doubled, old or altered record goes unnoticed in one case of 2<sup>64</sup>.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
public final class NumbersChecksum {
    private long count;
    private long sum;

    public NumbersChecksum() {
        this(0, 0);
    }

    public NumbersChecksum(long count, long sum) {
        this.count = count;
        this.sum = sum;
    }

    public long count() {
        return count;
    }

    /** The sum of the records' checksums: independent of their order. */
    public long sum() {
        return sum;
    }

    public void add(long wsId, int seqId, long number) {
        count++;
        sum += checksum(wsId, seqId, number);
    }

    public void remove(long wsId, int seqId, long number) {
        count--;
        sum -= checksum(wsId, seqId, number);
    }

    public boolean sameAs(NumbersChecksum that) {
        return count == that.count && sum == that.sum;
    }

    /** The checksum of one record: depends on all bits of all values. */
    public static long checksum(long wsId, int seqId, long number) {
        return mix(mix(mix(wsId + 0x9E3779B97F4A7C15L) + seqId) + number);
    }

    /** The finaliser of SplitMix64: a bijection that lets each bit change half of the others. */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
