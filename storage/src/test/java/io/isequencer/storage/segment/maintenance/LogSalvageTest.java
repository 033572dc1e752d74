package io.isequencer.storage.segment.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.segment.DurableMark;
import io.isequencer.storage.segment.RecordFormat;
import io.isequencer.storage.segment.RetainedNumbers;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentEventLog;
import io.isequencer.storage.segment.SegmentHeader;
import io.isequencer.storage.segment.TestFiles;
import io.isequencer.storage.segment.maintenance.LogSalvage.Gap;
import io.isequencer.storage.segment.maintenance.LogSalvage.Salvaged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be had of a damaged log, and what is said of the rest. */
class LogSalvageTest {
    private static final long END = 40;

    @TempDir
    Path directory;

    private final TestFiles files = new TestFiles();
    private final List<LogEvent> events = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private List<Long> firsts;

    @BeforeEach
    void writeLog() throws IOException {
        try (SegmentEventLog log = SegmentEventLog.open(directory, 400, files)) {
            SampleEvents.appendTo(log, END);
        }
        firsts = files.list(directory).stream()
                .map(Segment::firstOffset)
                .filter(first -> first > 0)
                .toList();
        assertTrue(firsts.size() >= 4);
    }

    private Path segment(int index) {
        return directory.resolve(Segment.name(firsts.get(index)));
    }

    private Salvaged salvage() {
        events.clear();
        gaps.clear();
        Salvaged found = LogSalvage.read(
                directory,
                new LogSalvage.Visitor() {
                    @Override
                    public void event(Event event) {
                        events.add(LogEvent.copyOf(event));
                    }

                    @Override
                    public void gap(Gap gap) {
                        gaps.add(gap);
                    }
                },
                files);
        assertEquals(events.size(), found.events());
        assertEquals(gaps.size(), found.gaps());
        assertEquals(0, files.openFiles.get());
        return found;
    }

    /** All sample events but those from an offset to another. */
    private static List<LogEvent> allBut(long from, long to) {
        List<LogEvent> all = new ArrayList<>(SampleEvents.range(1, from));
        all.addAll(SampleEvents.range(to + 1, END));
        return all;
    }

    private void assertOneGap(long from, long to, String because) {
        salvage();
        assertEquals(allBut(from, to), events);
        assertEquals(1, gaps.size(), gaps::toString);
        assertEquals(from, gaps.get(0).from());
        assertEquals(to, gaps.get(0).to());
        assertTrue(gaps.get(0).because().startsWith(because), gaps.get(0)::because);
    }

    @Test
    void aWholeLogHasNoGap() {
        assertEquals(new Salvaged(1, END, END - 1, 0, List.of()), salvage());
        assertEquals(SampleEvents.range(1, END), events);
    }

    @Test
    void theFirstSegmentMayBeGone() throws IOException {
        Files.delete(segment(0));
        assertOneGap(1, firsts.get(1) - 1, "segment must be there: firstOffset=1");
        assertEquals("", gaps.get(0).file());
    }

    @Test
    void aSegmentInTheMiddleMayBeGone() throws IOException {
        Files.delete(segment(2));
        assertOneGap(firsts.get(2), firsts.get(3) - 1, "segment must hold the events below " + firsts.get(3));
        assertEquals(Segment.name(firsts.get(1)), gaps.get(0).file());
        assertEquals(Files.size(segment(1)), gaps.get(0).byteOffset());
        assertEquals(0, gaps.get(0).bytes());
    }

    @Test
    void aBrokenSectorCostsTheEventsInItAlone() throws IOException {
        Path large = Files.createDirectory(directory.resolve("large"));
        int count = 400;
        try (SegmentEventLog log = SegmentEventLog.open(large, SegmentEventLog.DEFAULT_SEGMENT_BYTES, files)) {
            SampleEvents.appendTo(log, count);
        }
        long size = Files.size(large.resolve(Segment.name(1)));
        assertTrue(size > 3 * TestFiles.SECTOR_BYTES, () -> "size=" + size);
        directory = large;
        for (int sector = 0; sector <= size / TestFiles.SECTOR_BYTES; sector++) {
            files.breakSector(sector);
            List<LogEvent> outside = new ArrayList<>();
            long position = SegmentHeader.BYTES;
            for (LogEvent event : SampleEvents.range(1, count)) {
                long end = position + RecordFormat.recordBytes(event);
                if ((end - 1) / TestFiles.SECTOR_BYTES < sector || position / TestFiles.SECTOR_BYTES > sector) {
                    outside.add(event);
                }
                position = end;
            }
            salvage();
            assertEquals(outside, events, "sector=" + sector);
        }
    }

    @Test
    void aSegmentThatCannotBeOpenedCostsItsEventsAlone() throws IOException {
        Files.delete(segment(1));
        Files.createDirectory(segment(1));
        assertOneGap(firsts.get(1), firsts.get(2) - 1, "segment must be readable: cause=");
        assertEquals(Segment.name(firsts.get(1)), gaps.get(0).file());

        int last = firsts.size() - 1;
        Files.delete(segment(last));
        Files.createDirectory(segment(last));
        assertEquals(firsts.get(last), salvage().end());
        assertEquals(0, gaps.get(1).to(), "nobody can know where it ended");
    }

    @Test
    void oneDamagedRecordCostsItsEventAlone() throws IOException {
        byte[] bytes = Files.readAllBytes(segment(1));
        long first = firsts.get(1);
        int second = SegmentHeader.BYTES + RecordFormat.recordBytes(SampleEvents.at(first));
        int third = second + RecordFormat.recordBytes(SampleEvents.at(first + 1));
        for (int at = second; at < third; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 0x41;
            Files.write(segment(1), flipped);
            salvage();
            assertEquals(allBut(first + 1, first + 1), events, "at=" + at);
            assertEquals(
                    List.of(new Gap(
                            Segment.name(first),
                            second,
                            third - second,
                            first + 1,
                            first + 1,
                            gaps.get(0).because())),
                    gaps);
        }
    }

    @Test
    void aDamagedHeaderCostsNoEvent() throws IOException {
        flip(segment(1), 3);
        salvage();
        assertEquals(SampleEvents.range(1, END), events);
        assertEquals(
                List.of(new Gap(
                        Segment.name(firsts.get(1)),
                        0,
                        24,
                        0,
                        0,
                        "segment must begin with ISEQPLOG: hex=49534571504c4f47")),
                gaps);
    }

    @Test
    void theEndOfASegmentMayBeCutOrRubbish() throws IOException {
        byte[] bytes = Files.readAllBytes(segment(1));
        int lastBytes = RecordFormat.recordBytes(SampleEvents.at(firsts.get(2) - 1));
        Files.write(segment(1), Arrays.copyOf(bytes, bytes.length - 3));
        assertOneGap(firsts.get(2) - 1, firsts.get(2) - 1, "record must be complete: ");
        assertEquals(lastBytes - 3, gaps.get(0).bytes());
        Files.write(segment(1), Arrays.copyOf(bytes, bytes.length - lastBytes));
        assertOneGap(firsts.get(2) - 1, firsts.get(2) - 1, "segment must hold the events below " + firsts.get(2));
        Files.write(segment(1), new byte[0]);
        salvage();
        assertEquals(allBut(firsts.get(1), firsts.get(2) - 1), events);
        assertEquals(2, gaps.size());
        assertEquals(0, gaps.get(0).bytes());
    }

    @Test
    void howMuchTheEndOfTheLogLostIsUnknown() throws IOException {
        Path last = segment(firsts.size() - 1);
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - DurableMark.BYTES - 3));
        salvage();
        assertEquals(SampleEvents.range(1, END - 1), events);
        assertEquals(END - 1, gaps.get(0).from());
        assertEquals(0, gaps.get(0).to());
    }

    @Test
    void bytesBetweenRecordsCostNoEvent() throws IOException {
        byte[] bytes = Files.readAllBytes(segment(1));
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(bytes, 0, SegmentHeader.BYTES);
        longer.write(new byte[100]);
        longer.write(bytes, SegmentHeader.BYTES, bytes.length - SegmentHeader.BYTES);
        longer.write(new byte[50]);
        Files.write(segment(1), longer.toByteArray());
        salvage();
        assertEquals(SampleEvents.range(1, END), events);
        assertEquals(
                List.of(0L, 0L, 100L, 50L),
                List.of(
                        gaps.get(0).from(),
                        gaps.get(1).from(),
                        gaps.get(0).bytes(),
                        gaps.get(1).bytes()));
    }

    @Test
    void wholeRecordsThatAreOutOfPlaceAreNotEvents() throws IOException {
        Files.write(segment(1), Files.readAllBytes(segment(0)));
        salvage();
        assertEquals(allBut(firsts.get(1), firsts.get(2) - 1), events);
        assertTrue(gaps.get(0).because().startsWith("segment must begin at the offset in its name"));
        assertEquals(firsts.get(1), gaps.get(1).from());
    }

    @Test
    void aRecordThatDoesNotHoldItsNumbersIsNoEvent() throws IOException {
        byte[] wrong = new byte[RecordFormat.MIN_RECORD_BYTES];
        RecordFormat.encode(LogEvent.builder(1, 1, 7).build(), wrong.length, wrong, 0);
        RecordFormat.putInt(wrong, 26, 3);
        RecordFormat.putInt(wrong, 0, RecordFormat.checksum(wrong, 4, wrong.length - 4));
        byte[] bytes = Files.readAllBytes(segment(0));
        System.arraycopy(wrong, 0, bytes, SegmentHeader.BYTES, wrong.length);
        Files.write(segment(0), bytes);
        salvage();
        assertEquals(allBut(1, 1), events);
    }

    @Test
    void aSectorThatCannotBeReadCostsWhatIsInIt() throws IOException {
        files.failReads(true);
        salvage();
        assertEquals(List.of(), events);
        assertTrue(gaps.size() >= firsts.size(), gaps::toString);
        files.failReads(false);
        salvage();
        assertEquals(SampleEvents.range(1, END), events);
    }

    @Test
    void aSegmentUnderAnotherNameIsReadAndNamed() throws IOException {
        Files.move(segment(1), directory.resolve("plog-x.seg"));
        salvage();
        assertEquals(SampleEvents.range(1, END), events);
        assertEquals(
                List.of(Gap.without(
                        "plog-x.seg", 0, 0, "segment must have its own name: expected=" + Segment.name(firsts.get(1)))),
                gaps);
    }

    @Test
    void twoLogsInOneDirectoryAreBothReadAndReported() throws IOException {
        Files.copy(segment(0), directory.resolve("another"));
        Files.createDirectory(directory.resolve("directory"));
        salvage();
        assertEquals(firsts.get(1) - 1 + END - 1, events.size());
        assertEquals(3, gaps.size(), gaps::toString);
        assertEquals("directory", gaps.get(1).file());
        assertTrue(gaps.get(2)
                .because()
                .startsWith("segment must begin behind the one before: firstOffset=1, nextOffset=" + firsts.get(1)));
    }

    @Test
    void whatWasDroppedOrSetAsideIsNotRead() throws IOException {
        byte[] dropped = Files.readAllBytes(segment(0));
        LogRetention.dropBelow(directory, firsts.get(1), plan -> true, files);
        Files.write(segment(0), dropped);
        String bak = Segment.name(firsts.get(2)) + ".bak";
        Files.copy(segment(2), directory.resolve(bak));
        long begin = firsts.get(1);
        assertEquals(new Salvaged(begin, END, END - begin, 0, List.of(bak)), salvage());
        assertEquals(SampleEvents.range(begin, END), events);
        Path base = directory.resolve(RetainedNumbers.name(begin));
        flip(base, 40);
        salvage();
        assertEquals(SampleEvents.range(begin, END), events);
        assertTrue(gaps.get(0).because().startsWith("base must be whole: cause=base must match its checksum"));
        Files.write(base, new byte[3]);
        assertEquals(1, salvage().gaps());
    }

    @Test
    void anEmptyDirectoryHoldsNothingAndAMissingOneIsReported() throws IOException {
        for (String name : files.list(directory)) {
            Files.delete(directory.resolve(name));
        }
        assertEquals(new Salvaged(1, 1, 0, 0, List.of()), salvage());
        Files.delete(directory);
        assertThrows(StorageException.class, this::salvage);
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 0x20;
        Files.write(file, bytes);
    }
}
