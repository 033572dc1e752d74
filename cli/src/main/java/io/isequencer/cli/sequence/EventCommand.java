package io.isequencer.cli.sequence;

/**
 * An input line, understood: an event that asks for numbers and may bring some along.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable by agreement: nobody writes to the arrays.
 *   <li><i>Units:</i> wsId unsigned 64-bit; explicit numbers 1..2^63-1.
 * </ul>
 *
 * @param ref the caller's name of the event, any text
 * @param seqIds the sequences to take numbers from, in order
 * @param explicitSeqIds the sequences of the explicit numbers
 * @param explicitNumbers as many as {@code explicitSeqIds}
 */
record EventCommand(String ref, int wsKind, long wsId, int[] seqIds, int[] explicitSeqIds, long[] explicitNumbers) {}
