/**
 * The offline check of a recorded history: what a sequencer's clients, log and storage did, line by line.
 *
 * <p>{@link io.isequencer.oracle.history.HistoryReader} turns lines into one reused {@link
 * io.isequencer.oracle.history.HistoryLine}; {@link io.isequencer.oracle.history.HistoryChecker} judges each. The format
 * is {@code conformance/HISTORY.md}; {@link io.isequencer.recording.HistoryWriter} writes it. Depends on {@code
 * spi}, {@code api} and Jackson's streaming parser.
 */
package io.isequencer.oracle.history;
