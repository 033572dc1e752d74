package io.isequencer.oracle.channel;

/** What came from an adapter. */
public sealed interface Incoming {
    /** A line, without its line feed. */
    record Text(String line) implements Incoming {}

    /** A line that is not UTF-8, decoded as far as it could be. */
    record NotUtf8(String line) implements Incoming {}

    /** A line that was longer than the protocol allows; it was read past and not kept. */
    record TooLong() implements Incoming {}

    /** The end of its output: nothing comes any more. */
    record Ended(String how) implements Incoming {}
}
