package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.NumbersChecksum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seal, and what is done with the live file; MapDB does not look at these. */
class NumbersFilesTest {
    @TempDir
    Path directory;

    private final TestDisk disk = new TestDisk();

    /** More than is read at once. */
    private final byte[] content = new byte[150_000];

    private NumbersFiles files;

    @BeforeEach
    void writeLiveFile() throws Exception {
        files = disk.files(directory);
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >>> 3);
        }
        Files.write(files.live(), content);
    }

    private void seal() throws Exception {
        files.putSeal(9, new NumbersChecksum(2, 3), new LogAnchors(List.of()));
    }

    private void assertUnsealed(String message) {
        assertEquals(
                message, assertThrows(DamagedException.class, files::sealed).getMessage());
    }

    @Test
    void aSealIsPutInTheOrderThatACrashNeeds() throws Exception {
        seal();
        assertEquals(
                List.of(
                        "sync numbers.mapdb",
                        "delete numbers.seal.new",
                        "write numbers.seal.new",
                        "rename numbers.seal",
                        "syncDirectory " + directory.getFileName()),
                disk.calls);
        Manifest seal = files.sealed();
        assertEquals(9, seal.checkpoint());
        assertEquals(content.length, seal.fileBytes());
        assertTrue(seal.tally().sameAs(new NumbersChecksum(2, 3)));
    }

    @Test
    void whatWasNotClosedHasNoSeal() {
        assertUnsealed("it was not closed properly");
    }

    @Test
    void anySingleChangeOfTheFileIsSeen() throws Exception {
        seal();
        for (int at : new int[] {0, 1, 65_535, 65_536, 140_000, content.length - 1}) {
            byte[] changed = content.clone();
            changed[at] ^= 1;
            Files.write(files.live(), changed);
            assertUnsealed("it does not match its seal");
        }
        for (int length : new int[] {0, content.length - 1, content.length + 1}) {
            Files.write(files.live(), Arrays.copyOf(content, length));
            assertUnsealed("it does not match its seal");
        }
        Files.write(files.live(), content);
        files.sealed();
    }

    @Test
    void zerosMoreOrLessAreSeenEvenInAnEmptyFile() throws Exception {
        Files.write(files.live(), new byte[0]);
        seal();
        files.sealed();
        Files.write(files.live(), new byte[1]);
        assertUnsealed("it does not match its seal");
    }

    @Test
    void aDamagedSealSealsNothing() throws Exception {
        seal();
        byte[] seal = Files.readAllBytes(files.seal());
        Files.write(files.seal(), Arrays.copyOf(seal, seal.length + 1));
        assertUnsealed("its seal is damaged: its seal is damaged");
        Files.write(files.seal(), Arrays.copyOf(seal, seal.length - 1));
        assertUnsealed("its seal is damaged: its header is damaged");
        Files.delete(files.seal());
        Files.createDirectory(files.seal());
        assertUnreadable(files.seal());
    }

    @Test
    void whatCannotBeReadAtTheMomentIsNotTakenForDamage() throws Exception {
        seal();
        Files.delete(files.live());
        assertUnsealed("it is missing");
        Files.createDirectory(files.live());
        assertUnreadable(files.live());
    }

    private void assertUnreadable(Path file) {
        StorageException e = assertThrows(StorageException.class, files::sealed);
        assertEquals(
                "numbers must be readable: file=" + file + ", cause=java.io.FileNotFoundException: " + file
                        + " (Is a directory)",
                e.getMessage());
    }

    @Test
    void aBrokenSealIsGoneForGood() throws Exception {
        seal();
        disk.calls.clear();
        files.breakSeal();
        assertEquals(List.of("delete numbers.seal", "syncDirectory " + directory.getFileName()), disk.calls);
        assertUnsealed("it was not closed properly");
    }

    @Test
    void whatIsMovedAsideIsKept() throws Exception {
        Files.writeString(directory.resolve("numbers.mapdb.wal.0"), "left by another version");
        assertTrue(files.moveAside());
        assertEquals(
                List.of(
                        "delete numbers.mapdb.aside",
                        "rename numbers.mapdb.aside",
                        "delete numbers.mapdb.wal.0",
                        "syncDirectory " + directory.getFileName()),
                disk.calls);
        assertEquals(List.of("numbers.mapdb.aside"), disk.list(directory));
        assertFalse(files.moveAside());
        assertEquals(List.of("numbers.mapdb.aside"), disk.list(directory));
    }
}
