package io.isequencer.oracle.history;

/**
 * What a check found.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Units:</i> an operation is a line; lines count from 1.
 * </ul>
 *
 * @param lines how many were read, the offending one included
 * @param events how many events reached the log
 * @param numbers how many numbers they carry
 * @param keys how many keys were seen
 * @param maxUncovered the most events that waited for a checkpoint
 * @param breach the first violation, null if there is none
 */
public record HistoryVerdict(long lines, long events, long numbers, long keys, long maxUncovered, Breach breach) {
    /**
     * A violation.
     *
     * @param line the first line that does not fit; all before it do
     */
    public record Breach(long line, HistoryRule rule, String kind, String problem, String allowed) {}

    /** Whether nothing reached the log: then nothing was checked. */
    public boolean vacuous() {
        return events == 0 && breach == null;
    }
}
