/**
 * Records a run, to be checked afterwards.
 *
 * <ul>
 *   <li>A trace has every step of the sequencers, for TLC to say whether it is a behaviour of {@code
 *       tla/Sequencer.tla}: {@link io.isequencer.recording.TraceWriter} writes it, and {@link
 *       io.isequencer.recording.OwnerTrace} is the listener of one sequencer.
 *   <li>A history has what clients, logs and storages saw, for {@code oracle history}: {@link
 *       io.isequencer.recording.HistoryWriter}.
 * </ul>
 *
 * <p>Both wrap the storage and the log of a sequencer. Depends on {@code spi} and {@code api} alone.
 */
package io.isequencer.recording;
