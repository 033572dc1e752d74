/**
 * The deterministic simulation: one seed, one run, replayable for ever.
 *
 * <p>A {@link io.isequencer.simulation.World} holds several owners of one partition, each with the production core,
 * and simulated devices for storage and log. All that can happen next is a list of
 * {@linkplain io.isequencer.simulation.MoveKind moves}; a seeded generator picks one; the
 * {@link io.isequencer.simulation.Checker} looks at the result after each. A run is its list of moves, nothing else.
 *
 * <p>Depends on {@code core}, {@code spi} and {@code api}.
 */
package io.isequencer.simulation;
