package io.isequencer.cli;

/**
 * A line of the input.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable by agreement: nobody writes to the array.
 *   <li><i>Units:</i> number counts from 1; endByte is the input's position behind the line.
 * </ul>
 *
 * @param bytes without the line feed; empty if the line is too long
 * @param tooLong whether the line was over {@link LineReader#MAX_LINE_BYTES} and thus not kept
 */
record InputLine(long number, byte[] bytes, boolean tooLong, long endByte) {}
