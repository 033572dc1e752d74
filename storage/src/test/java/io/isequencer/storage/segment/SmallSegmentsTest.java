package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.EventLog;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.EventLogContract;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment log with an event or two per segment. */
@Declares(Capability.REOPEN)
class SmallSegmentsTest extends EventLogContract {
    private static final int SEGMENT_BYTES = 160;

    @TempDir
    Path directory;

    @Override
    protected EventLog open(String store) {
        return SegmentEventLog.open(directory.resolve(store), SEGMENT_BYTES, new TestFiles());
    }

    /** Some runs make many segments. */
    @Override
    protected int randomRuns() {
        return 60;
    }

    /** Where the log of the tests below is. */
    private Path own() {
        return directory.resolve(STORE);
    }

    @Test
    void segmentsAreNamedByTheirFirstOffset() throws Exception {
        SampleEvents.appendTo(log, 30);
        log.close();

        List<String> names = segmentNames();
        assertEquals("plog-00000000000000000001.seg", names.get(0));
        assertTrue(names.size() > 10, () -> "segments=" + names.size());
        for (String name : names) {
            long size = Files.size(own().resolve(name));
            assertTrue(size > SegmentHeader.BYTES && size <= SEGMENT_BYTES, () -> name + " size=" + size);
        }
    }

    @Test
    void segmentSizeMayDifferFromOpenToOpen() throws Exception {
        SampleEvents.appendTo(log, 10);
        log.close();
        log = SegmentEventLog.open(own());
        SampleEvents.appendTo(log, 20);
        log.close();
        log = SegmentEventLog.open(own(), 1);
        SampleEvents.appendTo(log, 30);

        assertEquals(SampleEvents.range(1, 30), SampleEvents.scan(log, 1));
        reopen();
        assertEquals(SampleEvents.range(1, 30), SampleEvents.scan(log, 1));
    }

    private List<String> segmentNames() throws IOException {
        return new RealDisk()
                .list(own()).stream().filter(name -> name.startsWith("plog-")).toList();
    }
}
