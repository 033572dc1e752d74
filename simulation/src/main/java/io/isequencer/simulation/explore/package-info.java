/**
 * All schedules of the production core in a small configuration, state by state, and their comparison with the state
 * graph that TLC computes from {@code tla/Sequencer.tla}.
 *
 * <p>{@link io.isequencer.simulation.explore.Explorer} drives the core breadth-first;
 * {@link io.isequencer.simulation.explore.SpecGraph} reads TLC's dump; both write states in the one form of
 * {@link io.isequencer.simulation.explore.Layout}; {@link io.isequencer.simulation.explore.Comparison} tells them apart.
 *
 * <p>Depends on {@code core} and the devices of {@code simulation}.
 */
package io.isequencer.simulation.explore;
