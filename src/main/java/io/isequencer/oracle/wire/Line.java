package io.isequencer.oracle.wire;

/**
 * A line as it came in.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 *
 * @param text without the line feed; empty if it was too long
 * @param tooLong whether it exceeded {@link LineSource#MAX_LINE_BYTES} and was not kept
 * @param utf8 whether its bytes were UTF-8; if not, {@code text} has replacement characters
 */
public record Line(String text, boolean tooLong, boolean utf8) {}
