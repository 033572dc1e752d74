/**
 * Records a run, to be checked afterwards, or checks it while it runs.
 *
 * <ul>
 *   <li>A trace has every step of the sequencers, for TLC to say whether it is a behaviour of {@code
 *       tla/Sequencer.tla}: {@link io.isequencer.recording.TraceWriter} writes it, and {@link
 *       io.isequencer.recording.OwnerTrace} is the listener of one sequencer.
 *   <li>A history has what clients, logs and storages saw, for {@code oracle history}: {@link
 *       io.isequencer.recording.HistoryWriter}.
 * </ul>
 *
 * <p>{@link io.isequencer.recording.RelationCheck} judges what a trace would say, at once and without text. All wrap the
 * storage and the log of a sequencer. Depends on {@code spi} and {@code api}, and on the relation of the proof.
 */
package io.isequencer.recording;
