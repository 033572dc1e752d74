/**
 * All schedules of the production core in a small configuration, state by state, and their comparison with the state
 * graph that TLC computes from {@code tla/Sequencer.tla}.
 *
 * <p>{@link io.isequencer.simulation.explore.Explorer} drives the core breadth-first;
 * {@link io.isequencer.simulation.explore.tlc.SpecGraph} reads TLC's dump; both write states in the one form of
 * {@link io.isequencer.simulation.explore.state.StateLayout};
 * {@link io.isequencer.simulation.explore.Comparison} tells them apart.
 */
package io.isequencer.simulation.explore;
