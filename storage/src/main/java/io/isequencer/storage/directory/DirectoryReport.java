package io.isequencer.storage.directory;

import io.isequencer.storage.segment.maintenance.LogReport;
import java.util.List;

/**
 * What a check of a whole directory found.
 *
 * @param findings what is not as it was written, or contradicts the log, beside the damage in the log itself
 * @param notes what a reader of the verdict should know
 */
public record DirectoryReport(LogReport log, List<String> findings, List<String> notes) {
    public boolean sound() {
        return log.sound() && findings.isEmpty();
    }
}
