package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLabelTest {
    @TempDir
    Path directory;

    private final TestFiles files = new TestFiles();
    private Path label;

    @BeforeEach
    void name() {
        label = directory.resolve("LABEL");
    }

    private String read() {
        return LogLabel.read(directory, files);
    }

    private void write(String text) {
        LogLabel.write(directory, text, files);
    }

    @Test
    void isOneLineWithItsChecksum() throws IOException {
        assertNull(read());
        write("types=1a960e98");
        assertEquals("e9549fcb types=1a960e98\n", Files.readString(label));
        assertEquals("types=1a960e98", read());
        assertEquals(1, files.syncs.get());
        assertEquals(1, files.directorySyncs.get());
        assertEquals(0, files.openFiles.get());
    }

    @Test
    void isWrittenOnceAndWhatACrashLeftDoesNotMatter() throws IOException {
        Files.write(directory.resolve("LABEL.new"), new byte[5_000]);
        write("a");
        assertEquals(List.of("LABEL"), files.list(directory));
        assertTrue(assertThrows(StorageException.class, () -> write("b"))
                .getMessage()
                .startsWith("label must be writable: file=" + label + ", cause="));
        assertEquals("a", read());
        write(directory, "x");
    }

    private void write(Path parent, String text) throws IOException {
        LogLabel.write(Files.createDirectory(parent.resolve("other")), text);
        assertEquals(text, LogLabel.read(parent.resolve("other")));
    }

    @Test
    void lengthIsBounded() {
        for (String text : List.of("", " ", "a\nb", "\u00e4".repeat(500) + "a")) {
            assertThrows(IllegalArgumentException.class, () -> write(text));
        }
        write("\u00e4".repeat(500));
        assertEquals("\u00e4".repeat(500), read());
    }

    @Test
    void everyFlipCutAndAdditionIsDamage() throws IOException {
        write("types=1a960e98");
        byte[] bytes = Files.readAllBytes(label);
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            assertDamage(flipped);
            assertDamage(Arrays.copyOf(bytes, at));
        }
        assertDamage(Arrays.copyOf(bytes, bytes.length + 1));
        assertDamage("e9549fcb types=1a960e98\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void assertDamage(byte[] content) throws IOException {
        Files.write(label, content);
        StorageException e = assertThrows(StorageException.class, this::read);
        assertTrue(
                e.getMessage().startsWith("label must match its checksum: bytes=" + content.length + ", file=" + label),
                e::getMessage);
    }

    @Test
    void aLogWithALabelHadASegment() throws IOException {
        write("a");
        StorageException e = assertThrows(StorageException.class, () -> SegmentEventLog.open(directory));
        assertTrue(e.getMessage().startsWith("first segment must be there: firstOffset=1"), e::getMessage);
        assertEquals(List.of("LABEL", "LOCK"), files.list(directory));
    }
}
