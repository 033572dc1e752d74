package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history is gone on with, never overwritten, and never mixed with anything else. */
class HistoryFileTest {
    private static final String LIFE = "{\"e\":\"history\",\"version\":1,\"types\":[]}\n";

    private final MemoryEventLog log = new MemoryEventLog();

    @TempDir
    private Path temp;

    private Path file;

    @BeforeEach
    void aLogWithAPast() {
        file = temp.resolve("h");
        log.append(LogEvent.builder(1, 1, 1).build());
    }

    @Test
    void aFurtherLifeStandsBehindTheFirst() throws IOException {
        write(LIFE);
        write(LIFE);
        assertEquals(LIFE + LIFE, Files.readString(file));
    }

    @Test
    void aTornLineIsKeptAndEnded() throws IOException {
        Files.writeString(file, LIFE + "{\"e\":\"app");
        write(LIFE);
        assertEquals(LIFE + "{\"e\":\"app\n" + LIFE, Files.readString(file));
    }

    @Test
    void anEmptyFileIsANewOne() throws IOException {
        Files.createFile(file);
        new HistoryFile(file, false).writer(new MemoryEventLog()).close();
        write(LIFE);
        assertEquals(LIFE, Files.readString(file));
    }

    @Test
    void anythingElseIsLeftAlone() throws IOException {
        for (String other : new String[] {"my notes\n", "{\"e\":\"open\"}\n", "{", "\u001f\u008b"}) {
            Files.writeString(file, other);
            CliException e = assertThrows(CliException.class, () -> write(LIFE));
            assertEquals(ExitCode.BAD_DATA, e.exitCode());
            assertEquals(
                    "history must be a new file, or one that sequence wrote, or --force must be given: file=" + file,
                    e.getMessage());
            assertEquals(other, Files.readString(file));
        }
    }

    @Test
    void theHistoryOfAnotherLogIsLeftAlone() throws IOException {
        Files.writeString(file, LIFE);
        CliException e =
                assertThrows(CliException.class, () -> new HistoryFile(file, false).writer(new MemoryEventLog()));
        assertTrue(
                e.getMessage()
                        .startsWith("history must be a new file for an empty log, or --force must be given: file="),
                e.getMessage());
        assertEquals(LIFE, Files.readString(file));
    }

    @Test
    void withForceItIsReplaced() throws IOException {
        Files.writeString(file, "my notes\n");
        try (Writer writer = new HistoryFile(file, true).writer(log)) {
            writer.write(LIFE);
        }
        assertEquals(LIFE, Files.readString(file));
    }

    @Test
    void whatIsNoFileIsReported() {
        CliException e = assertThrows(CliException.class, () -> new HistoryFile(temp, false).writer(log));
        assertEquals("history must be writable: file=" + temp + ", cause=Is a directory", e.getMessage());
    }

    private void write(String life) throws IOException {
        try (Writer writer = new HistoryFile(file, false).writer(log)) {
            writer.write(life);
        }
    }
}
