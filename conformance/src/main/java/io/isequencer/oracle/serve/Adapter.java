package io.isequencer.oracle.serve;

import java.util.List;

/**
 * What stands behind the messages: a way to run the sequencer.
 *
 * <ul>
 *   <li><i>Threading:</i> called by the session's one thread.
 *   <li><i>Errors:</i> {@link io.isequencer.oracle.wire.WireException} becomes the reply, and so does each exception of
 *       the sequencer.
 * </ul>
 */
public interface Adapter {
    /** As declared in {@code hello}. */
    List<String> capabilities();

    /** Takes a request, {@code hello} and {@code bye} aside. */
    void take(Request request);

    /** Runs after each line, whatever it was: what can be done now is done. */
    default void afterLine() {}
}
