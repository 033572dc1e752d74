package io.isequencer.crash;

import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.directory.CrashBase;
import io.isequencer.storage.mvstore.CrashMvStore;
import io.isequencer.storage.segment.SegmentEventLog;
import java.nio.file.Path;

/** Numbers in MVStore, on the disk that fails: what a write returned from must be found whatever gets lost. */
final class MvStoreNumbers implements CrashNumbers {
    private SequenceStorage storage;
    private volatile long written;

    MvStoreNumbers(long written) {
        this.written = written;
    }

    @Override
    public SequenceStorage open(CrashDisk disk, Path home, SegmentEventLog log) {
        storage = new ForwardingStorage(CrashMvStore.open(disk, home.resolve("numbers.mv"))) {
            @Override
            public void write(ValueBatch batch, long checkpoint) {
                super.write(batch, checkpoint);
                written = Math.max(written, checkpoint);
            }
        };
        if (storage.readCheckpoint() < written) {
            throw new AssertionError(
                    "checkpoint must be found again: written=" + written + ", found=" + storage.readCheckpoint());
        }
        CrashBase.restore(log, storage);
        return storage;
    }

    @Override
    public void close() {
        if (storage != null) {
            storage.close();
        }
    }

    @Override
    public CrashNumbers afterCrash(boolean crashed) {
        return new MvStoreNumbers(written);
    }
}
