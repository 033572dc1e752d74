package io.isequencer.crash;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.directory.CrashBase;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.storage.segment.SegmentEventLog;
import java.nio.file.Path;

/** The numbers of a run, from life to life. */
interface CrashNumbers {
    SequenceStorage open(CrashDisk disk, Path home, SegmentEventLog log);

    void close();

    /** What the next life finds. */
    CrashNumbers afterCrash(boolean crashed);

    static CrashNumbers of(NumbersKind kind) {
        return switch (kind) {
            case PERFECT -> new InMemory(new MemoryStorage(), false);
            case LOST -> new InMemory(new MemoryStorage(), true);
            case MAPDB -> new MapDbNumbers();
            case MVSTORE -> new MvStoreNumbers(0);
        };
    }

    /** Stay in memory. */
    record InMemory(MemoryStorage storage, boolean lostInCrash) implements CrashNumbers {
        @Override
        public SequenceStorage open(CrashDisk disk, Path home, SegmentEventLog log) {
            CrashBase.restore(log, storage);
            return storage;
        }

        @Override
        public void close() {
            // What a process holds of it is nothing.
        }

        @Override
        public CrashNumbers afterCrash(boolean crashed) {
            return crashed && lostInCrash ? new InMemory(new MemoryStorage(), true) : this;
        }
    }
}
