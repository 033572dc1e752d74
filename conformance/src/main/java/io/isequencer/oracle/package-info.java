/**
 * The oracle: judges any sequencer, in any language, with the storage and the log in its own hands.
 *
 * <p>The packages below go one way: {@code cases} and {@code wire} know nobody, {@code judge} knows those two,
 * {@code drive} knows all three, {@code report} shows the outcome.
 */
package io.isequencer.oracle;
