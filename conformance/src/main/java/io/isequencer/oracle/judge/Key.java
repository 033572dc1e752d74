package io.isequencer.oracle.judge;

import io.isequencer.oracle.cases.KeyNumber;
import java.util.Comparator;

/**
 * A sequence of a workspace.
 *
 * @param wsId unsigned
 */
public record Key(long wsId, int seqId) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::wsId, Long::compareUnsigned).thenComparingInt(Key::seqId);

    static Key of(KeyNumber value) {
        return new Key(Long.parseUnsignedLong(value.wsId()), value.seqId());
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    /** As messages have it: {@code workspace 5, seqId 1}. */
    @Override
    public String toString() {
        return "workspace " + Long.toUnsignedString(wsId) + ", seqId " + seqId;
    }
}
