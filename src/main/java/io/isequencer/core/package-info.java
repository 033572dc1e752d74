/**
 * The protocol: plain objects without clock, thread, randomness or I/O.
 *
 * <p>{@link io.isequencer.core.Partition} is one owner's view of a partition. Its {@link io.isequencer.core.Client},
 * {@link io.isequencer.core.Flusher} and {@link io.isequencer.core.Actualizer} take steps; each step is one action of
 * {@code tla/Sequencer.tla}, under the same name. Whoever drives them (threads, the simulation, the explorer, a test)
 * performs the storage and log calls that they ask for and passes them the outcome. So the same code runs everywhere,
 * and every interleaving can be produced on purpose.
 *
 * <p>Depends on {@code api} and {@code spi} alone.
 */
package io.isequencer.core;
