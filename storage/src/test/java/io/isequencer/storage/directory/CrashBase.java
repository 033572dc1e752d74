package io.isequencer.storage.directory;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.segment.SegmentEventLog;

/** Opens the numbers of a directory for the crash campaign. */
public final class CrashBase {
    private CrashBase() {}

    public static void restore(SegmentEventLog log, SequenceStorage storage) {
        BaseNumbers.restore(log, storage, remark -> {});
    }
}
