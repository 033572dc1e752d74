package io.isequencer.storage.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exists is never destroyed because somebody took its name for a free one. */
class RealDiskTest {
    @TempDir
    Path directory;

    private final RealDisk disk = new RealDisk();

    @Test
    void directoriesAreMadeOnceAndListedByName() throws IOException {
        Path made = directory.resolve("made");
        assertThrows(NoSuchFileException.class, () -> disk.list(made));
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

    @Test
    void whatExistsIsNotCreatedAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> disk.create(file));
        try (DiskFile created = disk.create(directory.resolve("b"))) {
            created.write(0, new byte[] {1, 2}, 0, 2);
        }
        assertEquals("mine", Files.readString(file));
        assertEquals(2, Files.size(directory.resolve("b")));
    }

    @Test
    void whatIsMissingIsNotCreatedByAnOpening() throws IOException {
        Path file = directory.resolve("a");
        assertThrows(NoSuchFileException.class, () -> disk.openForWrite(file));
        assertFalse(Files.exists(file));
        Files.writeString(file, "mine");
        disk.openForWrite(file).close();
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aNameThatIsTakenIsNotGivenAgain() throws IOException {
        Path from = Files.writeString(directory.resolve("a"), "from");
        Path to = Files.writeString(directory.resolve("b"), "to");
        assertThrows(FileAlreadyExistsException.class, () -> disk.rename(from, to));
        Files.delete(to);
        Files.createSymbolicLink(to, directory.resolve("nowhere"));
        assertThrows(FileAlreadyExistsException.class, () -> disk.rename(from, to));
        disk.rename(from, directory.resolve("c"));
        assertEquals("from", Files.readString(directory.resolve("c")));
    }

    @Test
    void aReplacedFileIsTheNewOne() throws IOException {
        Path from = Files.writeString(directory.resolve("a"), "from");
        Path to = Files.writeString(directory.resolve("b"), "to");
        disk.replace(from, to);
        assertEquals("from", Files.readString(to));
        assertFalse(Files.exists(from));
    }

    @Test
    void anInterruptedThreadReadsWritesAndSyncs() throws IOException {
        Path file = directory.resolve("file");
        Thread.currentThread().interrupt();
        disk.write(file, out -> out.write(new byte[100_000]));
        disk.sync(file);
        try (InputStream in = disk.read(file)) {
            assertEquals(100_000, in.readAllBytes().length);
        }
        assertTrue(Thread.interrupted());
    }

    @Test
    void aStreamGivesEachByteAndItsEnd() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {1, (byte) 200, 3});
        try (InputStream in = disk.read(file)) {
            assertEquals(List.of(1, 200), List.of(in.read(), in.read()));
            byte[] rest = new byte[4];
            assertEquals(0, in.read(rest, 0, 0));
            assertEquals(1, in.read(rest));
            assertEquals(3, rest[0]);
            assertEquals(List.of(-1, -1), List.of(in.read(), in.read(rest)));
        }
    }

    @Test
    void directoriesAreMadeWithThoseAboveThem() throws IOException {
        disk.createDirectory(directory.resolve("a").resolve("b"));
        assertTrue(Files.isDirectory(directory.resolve("a").resolve("b")));
    }

    @Test
    void whatIsToBeDurableIsSynced() throws IOException {
        List<String> synced = new ArrayList<>();
        RealDisk recording = new RealDisk() {
            @Override
            public DiskFile create(Path file) throws IOException {
                return recorded(file, super.create(file));
            }

            @Override
            public DiskFile openForWrite(Path file) throws IOException {
                return recorded(file, super.openForWrite(file));
            }

            @Override
            public void syncDirectory(Path of) throws IOException {
                synced.add(of.getFileName().toString());
                super.syncDirectory(of);
            }

            private DiskFile recorded(Path path, DiskFile file) {
                return (DiskFile) Proxy.newProxyInstance(
                        DiskFile.class.getClassLoader(), new Class<?>[] {DiskFile.class}, (proxy, method, args) -> {
                            if (method.getName().equals("sync")) {
                                synced.add(path.getFileName() + " of " + file.size());
                            }
                            return method.invoke(file, args);
                        });
            }
        };
        Path made = directory.resolve("a").resolve("b");
        recording.createDirectory(made);
        assertEquals(List.of(directory.getFileName().toString(), "a"), synced);
        synced.clear();
        recording.createDirectory(made);
        recording.write(made.resolve("file"), out -> out.write(new byte[3]));
        recording.sync(made.resolve("file"));
        assertEquals(List.of("file of 3", "file of 3"), synced);
    }

    @Test
    void aLockIsOnesUntilItIsReleased() throws IOException {
        Path file = directory.resolve("LOCK");
        try (PathLock lock = PathLock.tryAcquire(file)) {
            assertNotNull(lock);
            assertNull(PathLock.tryAcquire(file));
            assertNull(PathLock.tryAcquire(directory.resolve(".").resolve("LOCK")));
        }
        PathLock.tryAcquire(file).close();
        assertThrows(
                NoSuchFileException.class,
                () -> PathLock.tryAcquire(directory.resolve("none").resolve("LOCK")));
        PathLock.tryAcquire(file).close();
    }
}
