/**
 * The deterministic simulation: one seed, one run, replayable forever.
 *
 * <p>A {@link io.isequencer.simulation.world.World} holds several owners of one partition, each with the production core,
 * and simulated devices for storage and log. All that can happen next is a list of
 * {@linkplain io.isequencer.simulation.moves.MoveKind moves}; a seeded generator picks one; the
 * {@link io.isequencer.simulation.check.Checker} looks at the result after each. A
 * {@link io.isequencer.simulation.run.Run} is its list of moves, nothing else.
 *
 * <p>One way down: {@code render} shows what {@code run} does, which asks {@code check} about the {@code world}, which is
 * made of {@code moves}.
 */
package io.isequencer.simulation;
