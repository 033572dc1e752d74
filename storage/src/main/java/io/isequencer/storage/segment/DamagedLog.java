package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import java.nio.file.Path;

/** The error for a log that is not what was written: says where, and what to do. */
final class DamagedLog {
    private DamagedLog() {}

    /** @param defect the broken rule, as {@code rule: name=value} */
    static StorageException exception(Path file, long byteOffset, String defect) {
        return new StorageException(
                defect + ", byteOffset=" + byteOffset + ", file=" + file
                        + "; the log is damaged and was left as it is: restore the file from a copy; plog --salvage writes all"
                        + " whole events to another file",
                true);
    }
}
