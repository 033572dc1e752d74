/**
 * The PLog in checksummed, append-only segment files with group commit.
 *
 * <p>Formats: {@code RecordFormat}, {@code DurableMark}, {@code SegmentHeader}, {@code RetainedNumbers}, {@code LogLabel} and
 * the names in {@code Segment}, {@code LogLayout} and {@code LogNames}. Open and append: {@code SegmentEventLog} over {@code
 * LogRecovery} and {@code SegmentWriter}. Read: {@code LogScanner}, {@code LogCursor}, {@code SegmentReader}, {@code
 * SegmentWalk}, {@code TailSearch}. What is public besides the log and its reader is so for {@code maintenance} alone.
 *
 * <p>Depends on {@code spi}, {@code api} and {@code storage.disk} only.
 */
package io.isequencer.storage.segment;
