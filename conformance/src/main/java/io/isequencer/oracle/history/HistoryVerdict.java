package io.isequencer.oracle.history;

import io.isequencer.rules.Property;

/**
 * What a check found.
 *
 * <ul>
 *   <li><i>Units:</i> an operation is a line; lines count from 1.
 * </ul>
 *
 * @param lines how many were read, the offending one included
 * @param events how many events reached the log
 * @param numbers how many numbers they carry
 * @param keys how many keys were seen
 * @param maxUncovered the most events that waited for a checkpoint
 * @param breach the first violation, null if there is none
 * @param lives what is known of the lives that the history has
 */
public record HistoryVerdict(
        long lines, long events, long numbers, long keys, long maxUncovered, Breach breach, Lives lives) {
    /** Of one life that was recorded to its end. */
    public HistoryVerdict(long lines, long events, long numbers, long keys, long maxUncovered, Breach breach) {
        this(lines, events, numbers, keys, maxUncovered, breach, Lives.ONE);
    }

    /**
     * What the recorded processes have left untold.
     *
     * @param count how many there were, one after another
     * @param torn how many of them end in the middle of a line, the last one not counted
     * @param end the line in the middle of which the history ends, null if its last line is whole
     * @param lost events that a life had appended and the next one did not find
     * @param unrecorded events that a life found and none before had recorded
     * @param assumed events that were taken to be in the log before a line said so, of those with an unknown outcome
     */
    public record Lives(long count, long torn, TornLine end, long lost, long unrecorded, long assumed) {
        static final Lives ONE = new Lives(1, 0, null, 0, 0, 0);
    }

    /**
     * A line that was cut off while it was written: its recorder died.
     *
     * @param line where it stands in its input
     * @param bytes how much of it there is, without the line feed
     */
    public record TornLine(long line, long bytes) {}

    /**
     * A violation.
     *
     * @param line the first line of its input that does not fit; all before it do
     */
    public record Breach(long line, Property rule, String kind, String problem, String allowed) {}

    /** Whether nothing reached the log: then nothing was checked. */
    public boolean vacuous() {
        return events == 0 && breach == null;
    }
}
