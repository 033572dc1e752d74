package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PlantedReplayTest {
    @TempDir
    Path directory;

    @Test
    void aPlantedDefectIsReplayedAndDrawn() throws IOException {
        Path page = directory.resolve("defect.html");
        Cli.Result result =
                Cli.run("replay", "--defect", "R10-prune-without-comparing", "--html", page.toString(), "--trace");
        result.requireExit(ExitCode.VIOLATION);
        assertEquals(21, result.lines().size(), result::out);
        assertTrue(result.lines().get(20).contains("PendingSound: "), result::out);
        String written = Files.readString(page);
        assertTrue(written.contains("\"./isequencer replay --trace --defect R10-prune-without-comparing\""), written);
        Cli.Result unknown = Cli.run("replay", "--defect", "R10-prune-without-compering");
        unknown.requireExit(ExitCode.USAGE);
        assertTrue(unknown.err().contains("did you mean R10-prune-without-comparing?"), unknown.err());
    }

    @Test
    void aFullStdoutIsReportedInsideADefectToo() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Cli.Result result = Cli.run(
                InputStream.nullInputStream(),
                full,
                new ByteArrayOutputStream(),
                "replay",
                "--defect",
                "R10-prune-without-comparing");
        result.requireExit(ExitCode.BAD_DATA);
        assertEquals("isequencer: stdout must be writable: reason=No space left on device\n", result.err());
    }
}
