package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
    @TempDir
    Path directory;

    private final RealDisk disk = new RealDisk();

    @Test
    void directoriesAreMadeOnceAndListedByName() throws IOException {
        Path made = directory.resolve("made");
        assertEquals(List.of(), disk.list(made));
        disk.createDirectory(made);
        disk.createDirectory(made);
        disk.write(made.resolve("b"), out -> {});
        disk.write(made.resolve("a"), out -> {});
        assertEquals(List.of("a", "b"), disk.list(made));
    }

    @Test
    void aFileIsCreatedRenamedAndDeletedButNeverReplaced() throws IOException {
        Path file = directory.resolve("file");
        Path other = directory.resolve("other");
        assertThrows(NoSuchFileException.class, () -> disk.sync(file));
        disk.write(file, out -> out.write(4));
        assertThrows(FileAlreadyExistsException.class, () -> disk.write(file, out -> out.write(5)));
        disk.sync(file);
        disk.write(other, out -> {});
        assertThrows(FileAlreadyExistsException.class, () -> disk.rename(file, other));
        disk.delete(other);
        disk.rename(file, other);
        try (var in = disk.read(other)) {
            assertEquals(List.of(4, -1), List.of(in.read(), in.read()));
        }
        disk.delete(other);
        disk.delete(other);
        assertEquals(List.of(), disk.list(directory));
    }

    @Test
    void anInterruptDoesNoHarmAndIsKept() throws IOException {
        Thread.currentThread().interrupt();
        disk.syncDirectory(directory);
        assertTrue(Thread.interrupted());
        disk.syncDirectory(directory);
        assertFalse(Thread.interrupted());
    }

    @Test
    void whatIsMissingIsAnError() {
        assertThrows(IOException.class, () -> disk.syncDirectory(directory.resolve("none")));
        assertThrows(
                IOException.class, () -> disk.sync(directory.resolve("none").resolve("file")));
        assertThrows(IOException.class, () -> disk.read(directory.resolve("none")));
    }
}
