package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedNumbersTest {
    /** So many entries are read and written at once. */
    private static final int CHUNK = 8_192;

    @TempDir
    Path directory;

    private final TestFiles files = new TestFiles();

    @Test
    void holdsAnyNumberOfKeys() throws IOException {
        for (int keys : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK}) {
            SortedMap<NumberKey, Long> numbers = new TreeMap<>(Comparator.comparingLong(NumberKey::wsId));
            for (long i = 0; i < keys; i++) {
                numbers.put(new NumberKey(i - 3, 65_535), i + 1);
            }
            Files.deleteIfExists(RetainedNumbers.file(directory, 9));
            RetainedNumbers.write(files, directory, 9, numbers);
            RetainedNumbers base = RetainedNumbers.open(files, RetainedNumbers.file(directory, 9));
            assertEquals(keys, base.count());
            assertEquals(9, base.begin());
            Map<NumberKey, Long> found = new HashMap<>();
            RetainedNumbers.forEachNumber(base, (wsId, seqId, number) -> found.put(new NumberKey(wsId, seqId), number));
            assertEquals(numbers, found);
            assertEquals(0, files.openFiles.get());
        }
    }

    @Test
    void whatEarlierTriesLeftIsDeletedAndNothingElse() throws IOException {
        Path unfinished = directory.resolve(RetainedNumbers.file(directory, 9).getFileName() + ".new");
        Files.write(unfinished, new byte[1_000]);
        Files.write(directory.resolve(RetainedNumbers.name(5) + ".new"), new byte[1]);
        Files.write(directory.resolve("base-5.num.new"), new byte[1]);
        RetainedNumbers.write(files, directory, 9, new TreeMap<>());
        assertEquals(List.of(RetainedNumbers.name(9), "base-5.num.new"), files.list(directory));
        assertEquals(36, Files.size(RetainedNumbers.file(directory, 9)));
        assertEquals(
                0,
                RetainedNumbers.open(files, RetainedNumbers.file(directory, 9)).count());
    }

    @Test
    void aLaterFormatIsNamedAndNotTakenForDamaged() throws IOException {
        RetainedNumbers.write(files, directory, 9, new TreeMap<>());
        Path file = RetainedNumbers.file(directory, 9);
        byte[] bytes = Files.readAllBytes(file);
        RecordFormat.putInt(bytes, 8, 2);
        RecordFormat.putInt(bytes, 28, RecordFormat.checksum(bytes, 0, 28));
        Files.write(file, bytes);
        assertEquals(
                "base version must be 1: version=2, file=" + file
                        + "; the file is sound, and was left as it is: use the"
                        + " version of isequencer that wrote it, or a later one",
                assertThrows(StorageException.class, () -> RetainedNumbers.open(files, file))
                        .getMessage());
    }

    @Test
    void oneThatIsThereIsNotReplaced() throws IOException {
        Files.write(RetainedNumbers.file(directory, 9), new byte[7]);
        assertThrows(
                FileAlreadyExistsException.class, () -> RetainedNumbers.write(files, directory, 9, new TreeMap<>()));
        assertEquals(7, Files.size(RetainedNumbers.file(directory, 9)));
    }

    @Test
    void isDurableBeforeItIsInPlaceAndThere() throws IOException {
        files.duringSync = () -> assertFalse(Files.exists(RetainedNumbers.file(directory, 9)));
        RetainedNumbers.write(files, directory, 9, new TreeMap<>());
        assertEquals(1, files.syncs.get());
        assertEquals(1, files.directorySyncs.get());
    }
}
