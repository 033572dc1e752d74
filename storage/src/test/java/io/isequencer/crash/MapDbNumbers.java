package io.isequencer.crash;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.directory.CrashBase;
import io.isequencer.storage.mapdb.LogStart;
import io.isequencer.storage.mapdb.NumbersStore;
import io.isequencer.storage.segment.SegmentEventLog;
import java.nio.file.Path;

/**
 * The real numbers, in files that lose nothing themselves: they stay as they were written when the log beside them
 * loses its tail, and are not sealed when it fails.
 */
final class MapDbNumbers implements CrashNumbers {
    private static final long GENERATION_EVENTS = 10;

    private NumbersStore store;

    @Override
    public SequenceStorage open(CrashDisk disk, Path home, SegmentEventLog log) {
        store = NumbersStore.open(home, log, new LogStart(log.begin(), true), GENERATION_EVENTS, line -> {});
        CrashBase.restore(log, store);
        return store;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    public CrashNumbers afterCrash(boolean crashed) {
        return new MapDbNumbers();
    }
}
