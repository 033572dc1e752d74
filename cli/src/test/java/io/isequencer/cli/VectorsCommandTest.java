package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsCommandTest {
    private static final String FILE = "V0-kinds.json";
    private static final Path COMMITTED = ProjectFiles.ROOT.resolve("conformance/vectors");

    @TempDir
    private Path dir;

    @Test
    void whatIsWrittenCanBeChecked() throws IOException {
        Cli.Result written = Cli.run("vectors", "--out", dir.toString()).requireExit(ExitCode.OK);
        assertTrue(written.out().startsWith("OK  wrote "), written.out());
        Cli.Result checked = Cli.run("vectors", "--check", dir.toString()).requireExit(ExitCode.OK);
        assertTrue(checked.out().endsWith(" different=0\n"), checked.out());
        assertEquals(-1, Files.mismatch(dir.resolve(FILE), COMMITTED.resolve(FILE)));
    }

    @Test
    void whatIsThereStaysUnlessForced() throws IOException {
        Path kept = Files.writeString(dir.resolve("kept"), "kept");
        Cli.Result refused = Cli.run("vectors", "--out", dir.toString()).requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: out must be a new or empty directory, or --force must be given: directory=" + dir + "\n",
                refused.err());
        Cli.run("vectors", "--out", dir.toString(), "--force").requireExit(ExitCode.OK);
        assertEquals("kept", Files.readString(kept));
        Cli.Result cases = Cli.run("vectors", "--from-model", "tiny", "--cases", kept.toString());
        cases.requireExit(ExitCode.BAD_DATA);
        assertEquals("kept", Files.readString(kept));
    }

    @Test
    void theModelsPathsComeOnDemand() {
        System.setProperty("isequencer.home", ProjectFiles.ROOT.toString());
        try {
            Cli.run("vectors", "--out", dir.toString(), "--from-model", "tiny").requireExit(ExitCode.OK);
            assertTrue(Files.exists(dir.resolve("M-tiny.json")));
            Cli.run("vectors", "--check", dir.toString()).requireExit(ExitCode.OK);
            Cli.run("vectors", "--out", dir.toString(), "--from-model", "huge").requireExit(ExitCode.USAGE);
            Cli.run("vectors", "--out", dir.toString(), "--from-model", "two-owners", "--force")
                    .requireExit(ExitCode.USAGE);
        } finally {
            System.clearProperty("isequencer.home");
        }
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        damage(FILE, "\"version\":1", "\"version\":2");
        assertRefused("version must be at most 1, the file is newer than this program: version=2, file=" + FILE);
        damage("index.json", "\"version\":1", "\"version\":7");
        assertRefused("version must be at most 1, the file is newer than this program: version=7, file=index.json");
    }

    @Test
    void whatWasChangedIsRefused() throws IOException {
        damage(FILE, "\"number\":\"1\"", "\"number\":\"2\"");
        assertRefused("sha256 must be that of the index: sha256=");
        damage(FILE, "]}", "]");
        assertRefused("a file of vectors must be JSON: problem=");
        damage("index.json", "\"count\":", "\"count\":1");
        assertRefused("count must be that of all files: count=1");
        damage("index.json", "\"file\":\"" + FILE, "\"file\":\"../" + FILE);
        assertRefused("file must be the name of a file: file=../" + FILE);
        damage("index.json", "\"file\":\"" + FILE, "\"file\":\"V0-gone.json");
        Cli.run("vectors", "--check", dir.toString()).requireExit(ExitCode.MISSING_FILE);
    }

    @Test
    void whatIsWrongWithTheCallIsReported() throws IOException {
        Cli.run("vectors").requireExit(ExitCode.USAGE);
        Cli.run("vectors", "--out", "a", "--check", "b").requireExit(ExitCode.USAGE);
        Cli.run("vectors", "--check", "a", "--from-model", "tiny").requireExit(ExitCode.USAGE);
        Cli.run("vectors", "--check", dir.resolve("none").toString()).requireExit(ExitCode.MISSING_FILE);
        Path file = Files.createFile(dir.resolve("file"));
        Cli.run("vectors", "--out", file.toString()).requireExit(ExitCode.BAD_DATA);
    }

    private void assertRefused(String problem) {
        Cli.Result result = Cli.run("vectors", "--check", dir.toString()).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().startsWith("isequencer: " + problem), result.err());
    }

    /** Writes good vectors, then changes the first occurrence of a text. */
    private void damage(String file, String from, String to) throws IOException {
        Cli.run("vectors", "--out", dir.toString(), "--force").requireExit(ExitCode.OK);
        Path path = dir.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(from), "nothing to change: " + from);
        int at = text.indexOf(from);
        Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
    }
}
