package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trace that is being written is followed until a signal comes: the verdict so far, and its exit code. */
@Tag("slow")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TraceFollowTest {
    @TempDir
    private Path dir;

    private Path trace;

    @BeforeEach
    void writeTrace() throws Exception {
        trace = dir.resolve("trace.ndjson");
        Cli.run("replay", "--seed", "3", "--trace-json", trace.toString()).requireExit(ExitCode.OK);
    }

    private ChildProcess follow() throws Exception {
        ChildProcess child = ChildProcess.start(dir.resolve("err"), "trace", "validate", "--follow", trace.toString());
        child.awaitRead(trace);
        return child;
    }

    private void tearTheLastLine() throws IOException {
        String text = Files.readString(trace);
        Files.writeString(trace, text.substring(0, text.length() - 5));
    }

    private void assertVerdictSoFar(ChildProcess child, ExitCode exitCode, String words) throws Exception {
        List<String> out = child.readRest();
        assertEquals(exitCode.code(), child.exitCode(), () -> out + read(dir.resolve("err")));
        assertEquals(1, out.size(), out::toString);
        assertTrue(out.get(0).matches(".*trace.ndjson: [0-9]+ steps, all of the specification, " + words), out.get(0));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void untilItIsTerminated() throws Exception {
        try (ChildProcess child = follow()) {
            child.terminate();
            assertVerdictSoFar(child, ExitCode.OK, "[0-9.]+ s");
        }
    }

    @Test
    void untilItIsInterrupted() throws Exception {
        try (ChildProcess child = follow()) {
            child.interrupt();
            assertVerdictSoFar(child, ExitCode.OK, "[0-9.]+ s");
        }
    }

    @Test
    void aTornLineIsLeftOutAndReported() throws Exception {
        tearTheLastLine();
        try (ChildProcess child = follow()) {
            child.terminate();
            assertVerdictSoFar(child, ExitCode.TORN, "up to a last line that is torn, [0-9.]+ s");
        }
    }

    @Test
    void whoStopsItBeforeAnythingIsWrittenLearnsThatNothingWasChecked() throws Exception {
        Files.writeString(trace, Files.readString(trace).lines().findFirst().orElseThrow() + "\n");
        try (ChildProcess child = follow()) {
            child.terminate();
            assertVerdictSoFar(child, ExitCode.VACUOUS, "[0-9.]+ s");
        }
    }
}
