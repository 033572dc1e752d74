package io.isequencer.storage.mvstore;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.disk.Disk;
import java.nio.file.Path;

/** Opens numbers in MVStore for the crash campaign, on its disk. */
public final class CrashMvStore {
    private CrashMvStore() {}

    public static SequenceStorage open(Disk disk, Path file) {
        return MvStoreStorage.open(disk, file);
    }
}
