package io.isequencer.spi;

/**
 * An event as the PLog holds it: where it is, the numbers it carries, and an opaque payload.
 *
 * <p>A view: a log may hand out the same object for each event of a scan. {@link LogEvent#copyOf} keeps one.
 *
 * <ul>
 *   <li><i>Threading:</i> as the implementation says.
 *   <li><i>Units:</i> plogOffset 1..2^63-2; numbers 1..2^63-1, issued and explicit ones alike, in the event's order.
 * </ul>
 */
public interface Event {
    long plogOffset();

    int wsKind();

    long wsId();

    /** How many numbers the event carries; a seqId may come more than once. */
    int size();

    int seqId(int index);

    long number(int index);

    /** True if the event brought the number along, false if the sequencer issued it (R18). */
    boolean explicit(int index);

    /** What the application stored with the event; the sequencer does not read it. Do not modify. */
    byte[] payload();
}
