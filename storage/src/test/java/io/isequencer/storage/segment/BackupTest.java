package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exists is never destroyed because somebody took its name for a free one. */
class BackupTest {
    /** So many bytes are copied at once. */
    private static final int CHUNK_BYTES = 1024 * 1024;

    @TempDir
    Path directory;

    private final RealDisk disk = new RealDisk();

    @Test
    void aSegmentIsNeverBegunOverAFile() throws IOException {
        Segment segment = Segment.of(directory, 5);
        Files.writeString(segment.file(), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> SegmentWriter.create(disk, segment));
        assertEquals("mine", Files.readString(segment.file()));
    }

    @ParameterizedTest(name = "{0} bytes beyond what is copied at once")
    @ValueSource(ints = {-1, 0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1})
    void aCopyIsWholeHoweverLargeItIs(int beyond) throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES + beyond];
        new SplittableRandom(beyond).nextBytes(bytes);
        Path file = Files.write(directory.resolve("a"), bytes);
        assertArrayEquals(bytes, Files.readAllBytes(Backup.copy(disk, file, 0, ".bak")));
        byte[] behind = Arrays.copyOfRange(bytes, 7, bytes.length);
        assertArrayEquals(behind, Files.readAllBytes(Backup.copy(disk, file, 7, ".tail")));
    }

    @Test
    void aCopyTakesAFreeNameAndAPartOfOneIsNotLeft() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[10]);
        Files.writeString(directory.resolve("a.bak"), "mine");
        assertEquals(directory.resolve("a.bak.1"), Backup.copy(disk, file, 4, ".bak"));
        assertEquals(6, Files.size(directory.resolve("a.bak.1")));
        TestFiles full = new TestFiles();
        full.failWrites = true;
        assertThrows(IOException.class, () -> Backup.copy(full, file, 0, ".bak"));
        Map<String, Long> sizes = new TreeMap<>();
        for (String name : disk.list(directory)) {
            sizes.put(name, Files.size(directory.resolve(name)));
        }
        assertEquals(Map.of("a", 10L, "a.bak", 4L, "a.bak.1", 6L), sizes);
    }
}
