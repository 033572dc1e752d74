package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories that cannot be one; all of these bind root too. */
class HostilePlacesTest {
    private static final String EVENT = Cli.event("a", 7, "1");

    @TempDir
    private Path temp;

    @Test
    void aFileIsNoDataDirectory() throws IOException {
        assertRefused(Files.createFile(temp.resolve("file")));
        assertRefused(temp.resolve("file").resolve("below"));
    }

    @Test
    void aFileInTheLogsPlaceIsRefused() throws IOException {
        Path data = Files.createDirectory(temp.resolve("d"));
        Files.createFile(data.resolve("plog"));
        assertRefused(data);
    }

    @Test
    void aPlaceWhereNothingCanBeCreatedIsRefused() {
        assertRefused(Path.of("/dev/null").resolve("d"));
    }

    @Test
    void aDirectoryInTheNumbersPlaceIsRefused() throws IOException {
        Path data = temp.resolve("d");
        Files.createDirectories(data.resolve("numbers.mapdb"));
        assertRefused(data);
    }

    @Test
    void aFileInTheGenerationsPlaceIsRefused() throws IOException {
        Path data = Files.createDirectory(temp.resolve("d"));
        Files.createFile(data.resolve("numbers.generations"));
        assertRefused(data);
    }

    private static void assertRefused(Path data) {
        Cli.Result result = Cli.sequence(data, EVENT);
        assertTrue(result.exitCode() == 65 || result.exitCode() == 66, result::err);
        assertEquals(1, result.err().lines().count(), result::err);
        assertTrue(result.err().matches("isequencer: .+: .+\n"), result::err);
        assertNoTrace(result);
    }

    private static void assertNoTrace(Cli.Result result) {
        assertTrue(!result.err().contains("\tat ") && !result.err().contains("internal error"), result::err);
    }
}
