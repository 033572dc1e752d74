/**
 * Records a run, step by step, so that TLC can be asked whether it is a behaviour of {@code tla/Sequencer.tla}.
 *
 * <p>{@link io.isequencer.trace.TraceWriter} writes lines of JSON; {@link io.isequencer.trace.OwnerTrace} is the listener
 * of one sequencer and wraps its storage and log, whose effects the sequencer itself cannot tell.
 *
 * <p>Depends on {@code spi} and {@code api} alone.
 */
package io.isequencer.trace;
