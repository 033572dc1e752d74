/**
 * The protocol as a relation between a state and the next, action by action beside {@code tla/Sequencer.tla}, and the
 * readings of it that are wrong.
 */
package io.isequencer.proof.relation;
