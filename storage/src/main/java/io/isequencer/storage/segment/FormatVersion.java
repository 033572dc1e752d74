package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import java.nio.file.Path;

/** The version of a file's format: another one is not damage, so nothing is advised that would cost events. */
final class FormatVersion {
    private FormatVersion() {}

    /** @throws StorageException if this program does not know the version */
    static void require(String what, int known, int found, Path file) {
        if (found != known) {
            throw new StorageException(
                    what + " version must be " + known + ": version=" + Integer.toUnsignedString(found) + ", file="
                            + file
                            + "; the file is sound, and was left as it is: use the version of isequencer that wrote it, or"
                            + " a later one",
                    true);
        }
    }
}
