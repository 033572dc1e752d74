package io.isequencer.oracle.judge;

import java.util.List;

/**
 * A write of an adapter, whole or a piece.
 *
 * @param checkpoint the next PLog offset; 0 if the call has none
 */
public record WriteCall(List<Item> values, boolean hasCheckpoint, long checkpoint) {
    public WriteCall {
        values = List.copyOf(values);
    }

    /** A value in its order. */
    public record Item(Key key, long number) {}
}
