package io.isequencer.api;

/**
 * What {@link Sequencer#use} found.
 *
 * <ul>
 *   <li><i>Source:</i> rule R18 of {@code docs/protocol.md}.
 * </ul>
 */
public enum UseResult {
    /** The number was above the last-used one, which it has become: later numbers start after it. */
    RAISED,
    /** The number is at or below the last-used one. Nothing changed; it may have been issued before. */
    NOT_ABOVE_LAST
}
