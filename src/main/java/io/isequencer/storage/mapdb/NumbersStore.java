package io.isequencer.storage.mapdb;

import io.isequencer.spi.EventLog;
import java.nio.file.Path;

/** Stub for the time being. */
public final class NumbersStore {
    private NumbersStore() {}

    /**
     * The offset below which the log's events may be dropped: whatever happens to the numbers' files but for the loss of
     * all of them, no fallback needs an event below it.
     *
     * <p>It is the lower checkpoint of two generations, both read and found whole just now. 1 if there are not two.
     *
     * @param directory the data directory; nobody needs to have it open
     * @param logStart the first offset that the log still has, 1 if nothing was ever dropped
     */
    public static long safeCheckpoint(Path directory, EventLog log, long logStart) {
        return new Generations(new RealDisk(), directory.resolve("numbers.generations")).safeCheckpoint(log, logStart);
    }
}
