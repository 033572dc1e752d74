package io.isequencer.oracle.history;

/**
 * A line that was cut off while it was written: its recorder died.
 *
 * <ul>
 *   <li><i>Units:</i> lines count from 1; bytes without the line feed.
 * </ul>
 *
 * @param line where it stands in its input
 * @param bytes how much of it there is
 */
public record TornLine(long line, long bytes) {}
