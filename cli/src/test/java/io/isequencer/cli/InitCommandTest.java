package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    Path directory;

    @Test
    void writesTheAdapterAsItIsBundledAndAFileToFillIn() throws IOException {
        Path out = directory.resolve("mine");
        Cli.Result result = Cli.run("oracle", "init", "python", "--out", out.toString());
        result.requireExit(ExitCode.OK);
        assertEquals(
                List.of(
                        "OK  wrote 2 files: " + out,
                        "fill in:   " + out.resolve("sequencer.py"),
                        "protocol:  ./isequencer explain adapter-protocol",
                        "needs:     Python 3.8 or later",
                        "judge it:  ./isequencer oracle check --repeat 1 --until-failure -- sh -c \"cd '" + out
                                + "' && exec python3 adapter.py\""),
                result.lines());
        assertEquals(
                ProjectFiles.read("conformance/adapters/python/adapter.py"),
                Files.readString(out.resolve("adapter.py")));
        assertTrue(Files.readString(out.resolve("sequencer.py")).contains("must be written"));
    }

    @Test
    void theExampleIsTheBundledSequencer() throws IOException {
        Path out = directory.resolve("example");
        Cli.run("oracle", "init", "c", "--example", "--out", out.toString()).requireExit(ExitCode.OK);
        assertEquals(
                ProjectFiles.read("conformance/adapters/c/sequencer.c"), Files.readString(out.resolve("sequencer.c")));
        Cli.run(
                        "oracle",
                        "init",
                        "java",
                        "--example",
                        "--out",
                        directory.resolve("j").toString())
                .requireExit(ExitCode.USAGE);
        assertFalse(Files.exists(directory.resolve("j")));
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path mine = Files.writeString(directory.resolve("sequencer.go"), "package mine\n");
        Cli.run("oracle", "init", "go", "--out", directory.toString()).requireExit(ExitCode.BAD_DATA);
        assertEquals("package mine\n", Files.readString(mine));
        Cli.run("oracle", "init", "go", "--force", "--out", directory.toString())
                .requireExit(ExitCode.OK);
        assertTrue(Files.readString(mine).contains("must be written"));
    }

    @Test
    void anUnknownLanguageIsReportedWithTheKnownOnes() {
        Cli.Result result = Cli.run("oracle", "init", "cobol").requireExit(ExitCode.USAGE);
        assertEquals(
                "isequencer: language must be one of python, go, rust, node, c, java: language=cobol\n", result.err());
        Cli.Result near = Cli.run("oracle", "init", "pyton").requireExit(ExitCode.USAGE);
        assertTrue(near.err().endsWith(": language=pyton; did you mean python?\n"), near.err());
    }
}
