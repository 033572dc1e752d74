/**
 * A small typed language of first-order expressions over a state: what the relation, its invariant and the properties
 * are written in.
 */
package io.isequencer.proof.term;
