package io.isequencer.cli.sequence;

/**
 * A line of the input.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable by agreement: nobody writes to the array.
 *   <li><i>Units:</i> number counts from 1.
 * </ul>
 *
 * @param bytes without the line feed; empty if the line is too long
 * @param tooLong whether the line was over {@link LineReader#MAX_LINE_BYTES} and thus not kept
 * @param digest of the input up to the end of this line, see {@link LineDigest}
 */
record InputLine(long number, byte[] bytes, boolean tooLong, long digest) {}
