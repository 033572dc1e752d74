package io.isequencer.storage.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.mapdb.NumbersView;
import io.isequencer.storage.segment.SegmentEventLog;
import io.isequencer.storage.segment.SegmentLogReader;
import io.isequencer.storage.segment.maintenance.LogRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call opens a partition, and everything about it is right. */
@Tag("lengthy")
class PartitionDirectoryTest {
    private static final SeqTypes TYPES = SeqTypes.builder().add(5, 9, 100).build();
    private static final byte[] PAYLOAD = {};

    @TempDir
    private Path temp;

    private Path path;
    private SequencerRuntime runtime;
    private final List<String> remarks = new ArrayList<>();
    private final PartitionOptions options = PartitionOptions.DEFAULT.withRemarks(remarks::add);

    @BeforeEach
    void begin() {
        path = temp.resolve("made").resolve("partition");
        runtime = SequencerRuntime.create();
    }

    @AfterEach
    void end() {
        runtime.close();
    }

    private OpenPartition open(PartitionOptions with) {
        return PartitionDirectory.at(path).open(runtime, with);
    }

    private static long recordId(OpenPartition partition, long wsId) throws InterruptedException {
        LogEvent event = partition.commit(1, wsId, transaction -> {
            transaction.next(2);
            return PAYLOAD;
        });
        return event.number(0);
    }

    private List<Long> recordIds(int count, PartitionOptions with) throws InterruptedException {
        try (OpenPartition partition = open(with)) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(recordId(partition, 7));
            }
            return ids;
        }
    }

    private String refusal(PartitionOptions with) {
        return assertThrows(StorageException.class, () -> open(with)).getMessage();
    }

    /** The same log in segments of so many bytes, so that something of it can be dropped. */
    private void cutIntoSegments(long segmentBytes) throws IOException {
        Path large = Files.move(path.resolve("plog"), temp.resolve("large"));
        try (SegmentEventLog from = SegmentEventLog.open(large);
                SegmentEventLog to = SegmentEventLog.open(path.resolve("plog"), segmentBytes)) {
            from.scan(1, event -> to.append(LogEvent.copyOf(event)) == SegmentEventLog.AppendResult.APPENDED);
        }
        Files.copy(large.resolve("LABEL"), path.resolve("plog/LABEL"));
    }

    private void discardNumbers() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().startsWith("numbers.")) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void aPartitionContinuesWhereItWas() throws InterruptedException {
        try (OpenPartition partition = PartitionDirectory.open(runtime, path)) {
            assertEquals(200_001, recordId(partition, 7));
            assertEquals(200_002, recordId(partition, 7));
            assertEquals(200_001, recordId(partition, -1));
            assertEquals(4, partition.log().end());
        }
        assertEquals(List.of(200_003L), recordIds(1, options));
        assertEquals(List.of(), remarks);
    }

    @Test
    void whatClosedInOrderIsReadWithoutTheLog() throws InterruptedException {
        recordIds(3, options);
        PartitionDirectory directory = PartitionDirectory.at(path);
        try (SegmentLogReader log = directory.readLog()) {
            NumbersView numbers = directory.readNumbers(log);
            assertSame(NumbersView.State.USABLE, numbers.state());
            assertEquals(4, numbers.checkpoint());
            assertEquals(List.of(new NumbersView.Value(7, 2, 200_003)), numbers.values());
        }
        assertTrue(directory.verify().sound());
    }

    @Test
    void lostNumbersAreRebuiltAndThatIsRemarked() throws IOException, InterruptedException {
        recordIds(3, options);
        discardNumbers();
        assertEquals(List.of(200_004L), recordIds(1, options));
        assertEquals(1, remarks.size());
        assertTrue(remarks.get(0).startsWith("warning: numbers are rebuilt from the log, events to read: 3"));
    }

    @Test
    void numbersOfDroppedEventsAreKeptThoughTheStoredOnesGetLost() throws IOException, InterruptedException {
        recordIds(30, options);
        cutIntoSegments(300);
        PartitionDirectory directory = PartitionDirectory.at(path);
        LogRetention.Plan plan = directory.planDrop(20);
        assertTrue(plan.segments() > 0);
        try (SegmentLogReader log = directory.readLog()) {
            assertEquals(1, log.begin());
        }
        LogRetention.Dropped dropped = directory.dropBelow(20);
        assertEquals(plan.begin(), dropped.begin());
        discardNumbers();
        assertEquals(List.of(200_031L), recordIds(1, options));
        assertEquals(2, remarks.size());
        assertEquals(
                "numbers of the dropped events are taken from the log's base: begin=" + plan.begin(), remarks.get(1));
        assertTrue(directory.verify().sound());
    }

    @Test
    void eventsThatTheNumbersDoNotCoverAreNotDropped() throws IOException, InterruptedException {
        recordIds(30, options);
        cutIntoSegments(300);
        PartitionDirectory directory = PartitionDirectory.at(path);
        String beyond = assertThrows(StorageException.class, () -> directory.dropBelow(32))
                .getMessage();
        assertTrue(beyond.contains("must be at most the log's end"), beyond);
        discardNumbers();
        for (String refused : List.of(
                assertThrows(StorageException.class, () -> directory.planDrop(20))
                        .getMessage(),
                assertThrows(StorageException.class, () -> directory.dropBelow(20))
                        .getMessage())) {
            assertTrue(refused.startsWith("numbers must be stored in good order before events are dropped"), refused);
        }
        try (SegmentLogReader log = directory.readLog()) {
            assertEquals(1, log.begin());
        }
    }

    @Test
    void aRepairLetsTheNumbersFollowFromWhatIsLeft() throws IOException, InterruptedException {
        recordIds(3, options);
        Path segment = path.resolve("plog/plog-00000000000000000001.seg");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        PartitionDirectory directory = PartitionDirectory.at(path);
        assertFalse(directory.verify().sound());
        directory.repair(report -> false);
        assertTrue(refusal(options).contains("the log is damaged"));
        long left = directory.repair(report -> true).before().end();
        assertTrue(left < 4);
        assertEquals(List.of(200_000 + left), recordIds(1, options));
    }

    @Test
    void theDeclaredTypesAreThoseOfTheDirectory() throws InterruptedException {
        try (OpenPartition partition = open(options.withSeqTypes(TYPES))) {
            LogEvent event = partition.commit(5, 1, transaction -> {
                assertEquals(100, transaction.next(9));
                return PAYLOAD;
            });
            assertEquals(1, event.size());
        }
        try (OpenPartition partition = open(options)) {
            assertEquals(
                    TypesFile.checksum(TYPES),
                    TypesFile.checksum(partition.params().seqTypes()));
        }
        assertEquals(
                "types must be those of the data directory: differs at wsKind=1, seqId=1, file="
                        + path.resolve("types.json"),
                refusal(options.withSeqTypes(SeqTypes.DEFAULT)));
        open(options.withSeqTypes(TYPES)).close();
    }

    @Test
    void theSequencerCanBeTunedButNotItsTypes() {
        PartitionOptions tuned =
                options.withTuning(params -> params.withSeqTypes(TYPES).withCacheSize(17));
        try (OpenPartition partition = open(tuned)) {
            assertEquals(17, partition.params().cacheSize());
            assertEquals(20_000, partition.params().maxUnflushedValues());
            assertSame(SeqTypes.DEFAULT, partition.params().seqTypes());
        }
    }

    @Test
    void whoeverLooksFirstMayRefuseAndNothingIsMade() throws IOException {
        IllegalStateException no = new IllegalStateException("no");
        PartitionOptions refusing = options.withFirstLook(log -> {
            assertEquals(1, log.end());
            throw no;
        });
        assertSame(no, assertThrows(IllegalStateException.class, () -> open(refusing)));
        try (Stream<Path> files = Files.list(path)) {
            assertEquals(List.of(path.resolve("plog")), files.toList());
        }
        open(options).close();
    }

    @Test
    void anOpenDirectoryIsLockedAsAWhole() {
        PartitionDirectory directory = PartitionDirectory.at(path);
        try (OpenPartition partition = open(options)) {
            assertNotNull(partition.sequencer());
            assertTrue(refusal(options).startsWith("log must not be open elsewhere, it is already open: directory="));
            assertNull(directory.tryLock());
        }
        try (PathLock lock = directory.tryLock()) {
            assertNotNull(lock);
            assertTrue(refusal(options).contains("it is already open"));
        }
        open(options).close();
    }

    @Test
    void aFailedOpeningLeavesNothingOpen() {
        open(options).close();
        runtime.close();
        assertThrows(IllegalStateException.class, () -> open(options));
        runtime = SequencerRuntime.create();
        PartitionOptions failing = options.withTuning(params -> {
            throw new IllegalStateException("tuning");
        });
        assertThrows(IllegalStateException.class, () -> open(failing));
        open(options).close();
    }

    @Test
    void aClosedPartitionTakesNothing() {
        OpenPartition partition = open(options);
        partition.close();
        assertThrows(SequencerClosedException.class, () -> recordId(partition, 7));
        assertThrows(StorageException.class, () -> partition.log().end());
    }

    @Test
    void whatIsNoDirectoryOfOursIsLeftAlone() throws IOException {
        PartitionDirectory directory = PartitionDirectory.at(path);
        assertEquals(
                "data directory must exist: data=" + path,
                assertThrows(MissingFileException.class, directory::requireExisting)
                        .getMessage());
        Files.createDirectories(path);
        assertEquals(
                "data directory must hold a log: missing=" + path.resolve("plog"),
                assertThrows(MissingFileException.class, directory::requireExisting)
                        .getMessage());
        Files.writeString(path.resolve("letter.txt"), "mine");
        assertTrue(refusal(options).startsWith("name in a data directory must be one that it gives: name=letter.txt"));
        Files.move(path.resolve("letter.txt"), path.resolve("numbers.mapdb"));
        assertTrue(refusal(options).startsWith("log must be there where numbers.mapdb is: missing="));
        try (Stream<Path> files = Files.list(path)) {
            assertEquals(List.of(path.resolve("numbers.mapdb")), files.toList());
        }
    }

    @Test
    void optionsAreChecked() {
        assertEquals(
                "generationEvents must be >= 1: generationEvents=0",
                assertThrows(IllegalArgumentException.class, () -> options.withGenerationEvents(0))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> options.withRemarks(null));
        assertThrows(NullPointerException.class, () -> options.withFirstLook(null));
        assertThrows(NullPointerException.class, () -> options.withTuning(null));
    }
}
