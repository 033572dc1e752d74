/**
 * The explored states and steps, seen by the relation that is proved: each state satisfies the invariant, and each step
 * is one of the relation, which has no others.
 */
package io.isequencer.simulation.explore.relation;
