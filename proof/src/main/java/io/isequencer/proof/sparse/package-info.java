/**
 * The third back end of the terms: one state of any size, which changes in place. Only what differs from its first value
 * takes room or time, so keys, offsets and numbers need no bound. Actions become byte code. Knows no solver.
 */
package io.isequencer.proof.sparse;
