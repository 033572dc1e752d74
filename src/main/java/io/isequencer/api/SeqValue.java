package io.isequencer.api;

import java.util.Objects;

/**
 * A key with its last-used number.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Units:</i> number 1..2^63-1.
 * </ul>
 */
public record SeqValue(NumberKey key, long number) {

    /** @throws IllegalArgumentException if the number is out of range */
    public SeqValue {
        Objects.requireNonNull(key, "key");
        Limits.requireNumber(number);
    }

    @Override
    public String toString() {
        return key + "=" + number;
    }
}
