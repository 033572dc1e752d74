package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersOnDiskTest extends NumbersStoreFixture {
    private final TestDisk disk = new TestDisk();

    private NumbersOnDisk look() {
        NumbersOnDisk numbers = NumbersOnDisk.read(disk.files(directory));
        assertEquals(List.of(), disk.calls, "a look must not change anything");
        assertFalse(Files.exists(directory.resolve("numbers.mapdb.lock")), "nor take a lock");
        return numbers;
    }

    private void withoutLock() throws IOException {
        Files.delete(directory.resolve("numbers.mapdb.lock"));
    }

    private static List<Long> values(NumbersOnDisk numbers) {
        List<Long> values = new ArrayList<>();
        assertTrue(numbers.forEachNumber((wsId, seqId, number) -> values.addAll(List.of(wsId, (long) seqId, number))));
        return values;
    }

    @Test
    void nothingIsUnknownAndNoProblem() {
        NumbersOnDisk numbers = look();
        assertFalse(numbers.known());
        assertEquals(List.of(), numbers.problems());
        assertEquals(List.of(), numbers.contradictions(log, 1));
        assertThrows(IllegalStateException.class, numbers::checkpoint);
        assertThrows(IllegalStateException.class, numbers::source);
    }

    @Test
    void aSealedFileSpeaks() throws IOException {
        write(100, 9);
        withoutLock();
        NumbersOnDisk numbers = look();
        assertTrue(numbers.known());
        assertEquals(files().live(), numbers.source());
        assertEquals(9, numbers.checkpoint());
        assertEquals(List.of(7L, 1L, 8L), values(numbers));
        assertEquals(List.of(), numbers.problems());
        assertEquals(List.of(), numbers.contradictions(logOf(8, 1), 1));
        assertEquals(
                List.of("checkpoint must not be beyond the log's end: checkpoint=9, logEnd=8, file=" + files().live()),
                numbers.contradictions(logOf(7, 1), 1));
        assertEquals(
                List.of("numbers and log must belong together: differsAt=1, file=" + files().live()),
                numbers.contradictions(logOf(8, 2), 1));
    }

    @Test
    void withoutASealTheNewestGenerationSpeaks() throws IOException {
        write(2, 9);
        withoutLock();
        files().breakSeal();
        NumbersOnDisk numbers = look();
        assertEquals(generations().get(1), numbers.source());
        assertEquals(9, numbers.checkpoint());
        assertEquals(List.of(7L, 1L, 8L), values(numbers));
        assertEquals(List.of(), numbers.problems());
        assertEquals(2, numbers.contradictions(logOf(5, 1), 1).size());
        flip(generations().get(1), 70);
        numbers = look();
        assertEquals(7, numbers.checkpoint());
        assertEquals(1, numbers.problems().size());
        assertTrue(
                numbers.problems().get(0).startsWith("generation must be whole: because "),
                numbers.problems()::toString);
        assertTrue(numbers.problems().get(0).endsWith("file=" + generations().get(1)), numbers.problems()::toString);
    }

    @Test
    void whatDoesNotMatchItsSealIsAProblem() throws IOException {
        write(100, 9);
        withoutLock();
        byte[] live = Files.readAllBytes(files().live());
        flip(files().live(), live.length - 1);
        assertEquals(
                List.of("numbers must be what was sealed: because it does not match its seal, file=" + files().live()),
                look().problems());
        assertFalse(look().known());
        Files.delete(files().live());
        assertTrue(look().problems().get(0).contains("because it is missing"));
        Files.write(files().live(), live);
        Files.write(files().seal(), new byte[0]);
        assertTrue(look().problems().get(0).contains("because its seal is damaged"));
    }

    @Test
    void whatIsReplacedDuringAVisitDoesNotCount() throws IOException {
        write(100, 9);
        withoutLock();
        NumbersOnDisk numbers = look();
        assertFalse(numbers.forEachNumber((wsId, seqId, number) -> files().breakSeal()));
        write(100, 12);
        assertFalse(numbers.forEachNumber((wsId, seqId, number) -> {}));
        assertTrue(look2().forEachNumber((wsId, seqId, number) -> {}));
    }

    private NumbersOnDisk look2() throws IOException {
        withoutLock();
        return look();
    }

    @Test
    void aGenerationThatIsGoneDuringAVisitDoesNotCount() throws IOException {
        write(2, 9);
        withoutLock();
        files().breakSeal();
        NumbersOnDisk numbers = look();
        Files.delete(generations().get(1));
        assertFalse(numbers.forEachNumber((wsId, seqId, number) -> {}));
    }

    @Test
    void whatCannotBeReadIsAnError() throws IOException {
        Files.createDirectory(files().seal());
        StorageException e = assertThrows(StorageException.class, this::look);
        assertTrue(e.getMessage().startsWith("numbers must be readable: file=" + files().seal()), e::getMessage);
        Files.delete(files().seal());
        Files.createDirectories(directory.resolve("numbers.generations/000000000001.numbers"));
        e = assertThrows(StorageException.class, this::look);
        assertTrue(e.getMessage().contains("000000000001.numbers, cause="), e::getMessage);
    }
}
