package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.contract.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationsTest {
    @TempDir
    Path root;

    private final TestDisk disk = new TestDisk();
    private final EventLog log = NumbersStoreFixture.logOf(20, 1);
    private final MapDbStorage storage = MapDbStorage.inMemory();
    private Path directory;
    private Generations generations;

    @BeforeEach
    void fill() {
        directory = root.resolve("generations");
        generations = new Generations(disk, directory);
        storage.write(Batches.ofNumbers(-1L, 4, 5), 9);
        storage.write(Batches.of(7, 65_535, 6), 10);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void add() throws Exception {
        generations.add(storage, log, 1);
    }

    private Path file(int number) {
        return directory.resolve("00000000000" + number + ".numbers");
    }

    private static String damage(Generation generation) {
        return assertThrows(DamagedException.class, generation::verify).getMessage();
    }

    @Test
    void withoutAnyAllIsToBeRead() {
        assertEquals(List.of(), generations.newestFirst());
        assertEquals(1, generations.newestCheckpoint());
        generations.deleteAll();
        assertEquals(List.of(), disk.calls);
    }

    @Test
    void oneIsWrittenInTheOrderThatACrashNeeds() throws Exception {
        add();
        assertEquals(
                List.of(
                        "createDirectory generations",
                        "delete 000000000001.numbers.new",
                        "write 000000000001.numbers.new",
                        "rename 000000000001.numbers",
                        "syncDirectory generations",
                        "syncDirectory generations"),
                disk.calls);
        assertEquals(10, generations.newestCheckpoint());
    }

    @Test
    void holdsAllNumbersAndWhatVouchesForThem() throws Exception {
        add();
        List<String> records = new ArrayList<>();
        Manifest manifest = generations.newestFirst().get(0).read((wsId, seqId, number) -> {
            records.add(Long.toUnsignedString(wsId) + "/" + seqId + "=" + number);
        });
        assertEquals(List.of("7/65535=6", "18446744073709551615/1=4", "18446744073709551615/2=5"), records);
        assertEquals(10, manifest.checkpoint());
        assertEquals(LogAnchors.of(log, 1, 10), manifest.log());
        assertEquals(0, manifest.fileBytes());
    }

    @Test
    void theNewestTwoAreKept() throws Exception {
        for (int number = 1; number <= 3; number++) {
            storage.write(Batches.EMPTY, 10 + number);
            add();
        }
        assertEquals(
                List.of(file(3), file(2)),
                generations.newestFirst().stream().map(Generation::file).toList());
        assertEquals(13, generations.newestCheckpoint());
        assertTrue(
                disk.calls.indexOf("rename 000000000003.numbers") < disk.calls.indexOf("delete 000000000001.numbers"));
    }

    @Test
    void otherFilesAreNoGenerations() throws Exception {
        add();
        for (String name : List.of("000000000002.numbers.new", "00000000003.numbers", "notes")) {
            Files.writeString(directory.resolve(name), "mine");
        }
        assertEquals(1, generations.newestFirst().size());
    }

    @Test
    void aDamagedHeaderCountsAsTheVeryBeginning() throws Exception {
        add();
        NumbersStoreFixture.flip(file(1), 30);
        assertEquals(1, generations.newestCheckpoint());
    }

    @Test
    void oneFromBeforeTheFirstEventCountsAsTheVeryBeginning() throws Exception {
        MapDbStorage empty = MapDbStorage.inMemory();
        generations.add(empty, log, 1);
        assertEquals(0, generations.newestFirst().get(0).manifest().checkpoint());
        assertEquals(1, generations.newestCheckpoint());
        empty.close();
    }

    @Test
    void numbersThatDoNotMatchTheirChecksumMakeNoGeneration() throws Exception {
        add();
        storage.tally().add(1, 1, 1);
        assertEquals(
                "the numbers do not match their checksum",
                assertThrows(DamagedException.class, this::add).getMessage());
        assertEquals(
                List.of(file(1)),
                generations.newestFirst().stream().map(Generation::file).toList());
    }

    @Test
    void everyFlipCutAndAdditionIsDamage() throws Exception {
        add();
        Generation generation = generations.newestFirst().get(0);
        byte[] bytes = Files.readAllBytes(file(1));
        for (int at = 0; at < bytes.length; at++) {
            NumbersStoreFixture.flip(file(1), at);
            damage(generation);
            Files.write(file(1), bytes);
        }
        Files.write(file(1), Arrays.copyOf(bytes, bytes.length + 1));
        assertEquals("its records do not match their checksum", damage(generation));
        Files.write(file(1), Arrays.copyOf(bytes, bytes.length - 1));
        assertTrue(damage(generation).startsWith("it cannot be read: "));
        Files.delete(file(1));
        assertTrue(damage(generation).startsWith("it cannot be read: "));
        assertThrows(DamagedException.class, generation::manifest);
    }

    @Test
    void allGoAtOnce() throws Exception {
        add();
        add();
        disk.calls.clear();
        generations.deleteAll();
        assertEquals(
                List.of("delete 000000000002.numbers", "delete 000000000001.numbers", "syncDirectory generations"),
                disk.calls);
        assertFalse(Files.exists(file(1)));
    }

    @Test
    void aFailingDiskIsReported() throws Exception {
        add();
        Generations failing = new Generations(TestDisk.dyingAt(0), directory);
        assertThrows(IOException.class, () -> failing.add(storage, log, 1));
        StorageException e = assertThrows(StorageException.class, failing::deleteAll);
        assertTrue(e.getMessage().startsWith("generations must be removable: directory=" + directory), e::getMessage);
        Files.delete(file(1));
        Files.delete(directory);
        Files.createFile(directory);
        e = assertThrows(StorageException.class, generations::newestFirst);
        assertTrue(e.getMessage().startsWith("generations must be readable: directory=" + directory), e::getMessage);
    }
}
