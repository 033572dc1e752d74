package io.isequencer.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    /** The kernel's own full disk. */
    private static final Path FULL = Path.of("/dev/full");

    private static final String NO_SPACE = "page must be writable: file=/dev/full, cause=No space left on device";

    @TempDir
    private Path temp;

    @Test
    void aDocumentIsWrittenInUtf8WithTheDirectoriesOnTheWay() throws IOException {
        Path file = temp.resolve("a/b/page.html");
        fresh(file).write("é€");
        assertArrayEquals("é€".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file));
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path file = Files.writeString(temp.resolve("page.html"), "old");
        for (Executable attempt : List.<Executable>of(
                () -> fresh(file).check(),
                () -> fresh(file).write("new"),
                () -> fresh(file).writer())) {
            assertRefused("page must be a new file, or --force must be given: file=" + file, attempt);
        }
        assertEquals("old", Files.readString(file));
    }

    @Test
    void aLinkThatLeadsNowhereIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("page.html"), temp.resolve("elsewhere"));
        assertRefused(
                "page must be writable: file=" + link + ", cause=File exists",
                () -> fresh(link).write("new"));
        assertFalse(Files.exists(temp.resolve("elsewhere")));
    }

    @Test
    void forceReplacesADocumentAndAStream() throws IOException {
        Path file = Files.writeString(temp.resolve("page.html"), "something old and long");
        forced(file).check();
        forced(file).write("new");
        assertEquals("new", Files.readString(file));
        writeAndClose(forced(file).writer(), "newer");
        assertEquals("newer", Files.readString(file));
        assertOnly("page.html");
    }

    @Test
    void forceReplacesWhatALinkLeadsToAndKeepsTheLink() throws IOException {
        Path file = Files.writeString(temp.resolve("target.html"), "old");
        Path link = Files.createSymbolicLink(temp.resolve("page.html"), file);
        forced(link).write("new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aDocumentThatBreaksOffIsRemovedAndTheOldOneStays() throws IOException {
        IOException full = new IOException("No space left on device");
        Path file = temp.resolve("page.html");
        OutputFile.Bytes torn = out -> {
            out.write(new byte[100_000]);
            throw full;
        };
        CliException failure =
                assertThrows(CliException.class, () -> fresh(file).write(torn));
        assertEquals("page must be writable: file=" + file + ", cause=No space left on device", failure.getMessage());
        assertSame(full, failure.getCause());
        assertOnly();
        Files.writeString(file, "old");
        assertThrows(CliException.class, () -> forced(file).write(torn));
        assertEquals("old", Files.readString(file));
        assertOnly("page.html");
    }

    @Test
    void aDeviceNeedsNoForceAndItsFailureNamesTheCause() {
        fresh(Path.of("/dev/null")).write("text");
        fresh(FULL).check();
        assertRefused(NO_SPACE, () -> fresh(FULL).write("text"));
        assertRefused(NO_SPACE, () -> fresh(FULL).write(new byte[] {1}));
        assertTrue(Files.exists(FULL));
    }

    @Test
    void aStreamFailsForGoodWhetherInWriteFlushOrClose() {
        assertRefused(NO_SPACE, () -> writeAndClose(fresh(FULL).writer(), "text"));
        assertRefused(NO_SPACE, () -> writeAndClose(fresh(FULL).appender(), "text"));
        Writer writer = fresh(FULL).writer();
        assertRefused(NO_SPACE, () -> writer.write("a".repeat(100_000)));
        assertRefused(NO_SPACE, writer::flush);
        assertRefused(NO_SPACE, writer::close);
    }

    @Test
    void aFailureInsideATryWithResourcesIsReportedOnce() {
        assertRefused(NO_SPACE, () -> {
            try (Writer writer = fresh(FULL).writer()) {
                writer.write("a".repeat(100_000));
            }
        });
    }

    @Test
    void anAppenderContinuesAfterWhatIsThere() throws IOException {
        Path file = temp.resolve("history.ndjson");
        writeAndClose(fresh(file).appender(), "one\n");
        writeAndClose(fresh(file).appender(), "two\n");
        assertEquals("one\ntwo\n", Files.readString(file));
    }

    @Test
    void placesThatCannotHoldAFileAreNamedWithTheCause() throws IOException {
        assertRefused(
                "page must be writable: file=" + temp + ", cause=Is a directory",
                () -> fresh(temp).check());
        Path below = Files.createFile(temp.resolve("file")).resolve("page.html");
        CliException failure =
                assertThrows(CliException.class, () -> fresh(below).write("text"));
        assertEquals(ExitCode.BAD_DATA, failure.exitCode());
        assertTrue(
                failure.getMessage().startsWith("page must be writable: file=" + below + ", cause="),
                failure::getMessage);
    }

    @Test
    void aDirectoryMustBeNewOrEmpty() throws IOException {
        new OutputDirectory("out", temp.resolve("new"), false).check();
        OutputDirectory directory = new OutputDirectory("out", temp, false);
        directory.check();
        directory.file("a").write("text");
        assertRefused(
                "out must be a new or empty directory, or --force must be given: directory=" + temp, directory::check);
        new OutputDirectory("out", temp, true).check();
        Path file = temp.resolve("a");
        assertRefused(
                "out must be a directory: directory=" + file, () -> new OutputDirectory("out", file, true).check());
    }

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            assertEquals(
                    List.of(names),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static void writeAndClose(Writer opened, String text) throws IOException {
        try (Writer writer = opened) {
            writer.write(text);
        }
    }

    private static void assertRefused(String message, Executable attempt) {
        CliException failure = assertThrows(CliException.class, attempt);
        assertEquals(message, failure.getMessage());
        assertEquals(ExitCode.BAD_DATA, failure.exitCode());
    }

    private static OutputFile fresh(Path file) {
        return OutputFile.of("page", file, false);
    }

    private static OutputFile forced(Path file) {
        return OutputFile.of("page", file, true);
    }
}
