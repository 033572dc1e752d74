package io.isequencer.storage.segment.maintenance;

import java.nio.file.Path;
import java.util.List;

/**
 * What a check of all records of a log found.
 *
 * <ul>
 *   <li><i>Units:</i> offsets in the log; sizes and byte offsets in bytes.
 * </ul>
 *
 * @param begin the lowest offset whose event is in the log
 * @param end the offset behind the last event before the first damage
 * @param segments how many segment files there are
 * @param baseKeys how many keys stand for dropped events
 * @param damage where the log is not what was written, in order; none in a sound log
 * @param tornTail what a crash left behind the last event, null if nothing: the next open for writing cuts it
 */
public record LogReport(
        long begin, long end, int segments, long bytes, long baseKeys, List<Place> damage, Place tornTail) {

    /** Whether every event that was ever acknowledged is there, as far as the log can know. */
    public boolean sound() {
        return damage.isEmpty();
    }

    /**
     * A place where something else stands than what was written.
     *
     * @param segment the index of the segment
     * @param plogOffset the first event that cannot be read there
     * @param defect the broken rule, as {@code rule: name=value}
     * @param bytesBehind from there to the end of the file
     * @param recordsBehind how many records behind it in the file are valid
     */
    public record Place(
            int segment,
            Path file,
            long byteOffset,
            long plogOffset,
            String defect,
            long bytesBehind,
            long recordsBehind) {

        /** In one line. */
        public String text() {
            return defect + ", plogOffset=" + plogOffset + ", byteOffset=" + byteOffset + ", bytes=" + bytesBehind
                    + ", validRecordsBehind=" + recordsBehind + ", file=" + file;
        }
    }
}
