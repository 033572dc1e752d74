package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.EventLogContract;
import io.isequencer.storage.contract.SampleEvents;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Declares(Capability.REOPEN)
class SegmentEventLogTest extends EventLogContract {
    @TempDir
    Path directory;

    @Override
    protected EventLog open(String store) {
        return SegmentEventLog.open(directory.resolve(store));
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
    void formatIsAsDocumented() throws Exception {
        log.append(LogEvent.builder(1, 2, -1L)
                .add(3, 4, true)
                .payload(new byte[] {(byte) 0xAB})
                .build());
        log.close();

        byte[] bytes = Files.readAllBytes(own().resolve("plog-00000000000000000001.seg"));
        // Checksums aside, which other tests check: 20..24 of the header, 24..28 of the record.
        String hex = HexFormat.of().formatHex(bytes);
        assertEquals("49534551504c4f47" + "00000002" + "0000000000000001", hex.substring(0, 40));
        assertEquals(
                "00000022" + "0000000000000001" + "0002" + "ffffffffffffffff" + "00000001" // length .. count
                        + "01" + "0003" + "0000000000000004" + "ab",
                hex.substring(56, 132));
        // The mark that the close put behind it.
        assertEquals("00000010" + "0000000000000000" + "0000000000000002", hex.substring(140));
    }

    @Test
    @Tag("lengthy")
    void recordSizeIsLimited() {
        int room = RecordFormat.MAX_RECORD_BYTES - RecordFormat.MIN_RECORD_BYTES;
        LogEvent tooLarge =
                LogEvent.builder(1, 1, 1).payload(new byte[room + 1]).build();

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> log.append(tooLarge));
        assertEquals("record size must be <= 16777216: recordBytes=16777217, plogOffset=1", e.getMessage());
        assertEquals(1, log.end());

        LogEvent largest = LogEvent.builder(1, 1, 1).payload(new byte[room]).build();
        log.append(largest);
        log.append(SampleEvents.at(2));
        assertEquals(List.of(largest, SampleEvents.at(2)), SampleEvents.scan(log, 1));
    }

    @Test
    void eventThatFailsWhileItIsReadLeavesNothingBehind() throws Exception {
        log.append(SampleEvents.at(1));
        Event bad = (Event) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "plogOffset" -> 2L;
                        case "wsKind", "size", "seqId" -> 1;
                        case "number" -> 0L;
                        case "wsId" -> 1L;
                        case "explicit" -> false;
                        default -> new byte[3];
                    };
                });

        assertThrows(IllegalArgumentException.class, () -> log.append(bad));
        assertEquals(2, log.end());
        SampleEvents.appendTo(log, 4);
        reopen();
        assertEquals(SampleEvents.range(1, 4), SampleEvents.scan(log, 1));
    }

    @Test
    void scanPassesTheSameObjectForEachEvent() {
        SampleEvents.appendTo(log, 10);
        Event[] first = new Event[1];
        log.scan(1, event -> {
            if (first[0] == null) {
                first[0] = event;
            }
            assertTrue(first[0] == event, "a scan must not allocate an event each");
            return true;
        });
    }

    @Test
    @Tag("lengthy")
    void findsEveryOffsetThroughItsIndex() throws Exception {
        int end = 12_000;
        byte[] payload = new byte[60];
        for (long plogOffset = 1; plogOffset < end; plogOffset++) {
            log.append(
                    LogEvent.builder(plogOffset, 1, plogOffset).payload(payload).build());
        }
        for (int round = 0; round < 2; round++) {
            for (long from = 1; from < end; from += 617) {
                long[] first = new long[1];
                log.scan(from, event -> {
                    first[0] = event.plogOffset();
                    return false;
                });
                assertEquals(from, first[0]);
            }
            reopen();
        }
    }
}
