package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exists is never destroyed because somebody took its name for a free one. */
class DiskFilesTest {
    @TempDir
    Path directory;

    private final DiskFiles files = new DiskFiles();

    @Test
    void whatExistsIsNotCreatedAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> files.create(file));
        try (LogFile created = files.create(directory.resolve("b"))) {
            created.write(0, new byte[] {1, 2}, 0, 2);
        }
        assertEquals("mine", Files.readString(file));
        assertEquals(2, Files.size(directory.resolve("b")));
    }

    @Test
    void whatIsMissingIsNotCreatedByAnOpening() throws IOException {
        Path file = directory.resolve("a");
        assertThrows(NoSuchFileException.class, () -> files.openForWrite(file));
        assertFalse(Files.exists(file));
        Files.writeString(file, "mine");
        files.openForWrite(file).close();
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aNameThatIsTakenIsNotGivenAgain() throws IOException {
        Path from = Files.writeString(directory.resolve("a"), "from");
        Path to = Files.writeString(directory.resolve("b"), "to");
        assertThrows(FileAlreadyExistsException.class, () -> files.rename(from, to));
        Files.delete(to);
        Files.createSymbolicLink(to, directory.resolve("nowhere"));
        assertThrows(FileAlreadyExistsException.class, () -> files.rename(from, to));
        files.rename(from, directory.resolve("c"));
        assertEquals("from", Files.readString(directory.resolve("c")));
    }

    @Test
    void aSegmentIsNeverBegunOverAFile() throws IOException {
        Segment segment = Segment.of(directory, 5);
        Files.writeString(segment.file(), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> SegmentWriter.create(files, segment));
        assertEquals("mine", Files.readString(segment.file()));
    }

    @Test
    void aCopyTakesAFreeNameAndAPartOfOneIsNotLeft() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[10]);
        Files.writeString(directory.resolve("a.bak"), "mine");
        assertEquals(directory.resolve("a.bak.1"), Backup.copy(files, file, 4, ".bak"));
        assertEquals(6, Files.size(directory.resolve("a.bak.1")));
        TestFiles full = new TestFiles();
        full.failWrites = true;
        assertThrows(IOException.class, () -> Backup.copy(full, file, 0, ".bak"));
        Map<String, Long> sizes = new TreeMap<>();
        for (String name : files.list(directory)) {
            sizes.put(name, Files.size(directory.resolve(name)));
        }
        assertEquals(Map.of("a", 10L, "a.bak", 4L, "a.bak.1", 6L), sizes);
    }
}
