package io.isequencer.oracle.cases;

/**
 * The last number and the last offset of a sequencer. The cases at the boundary are made for them.
 *
 * <ul>
 *   <li><i>Units:</i> unsigned 64-bit values.
 * </ul>
 */
public record Bounds(long maxNumber, long maxPlogOffset) {
    /** What PROTOCOL.md says if an adapter does not. */
    public static final Bounds USUAL = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE - 1);
}
