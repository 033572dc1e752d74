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

/** A trace that is being written is followed until a signal comes: the verdict so far, and the signal's exit code. */
@Tag("slow")
@Timeout(120)
class TraceFollowTest {
    @TempDir
    private Path dir;

    private Path trace;

    @BeforeEach
    void writeTrace() throws Exception {
        trace = dir.resolve("trace.ndjson");
        Cli.run("replay", "--seed", "3", "--trace-json", trace.toString()).requireExit(ExitCode.OK);
        String text = Files.readString(trace);
        Files.writeString(trace, text.substring(0, text.length() - 5));
    }

    private ChildProcess follow() throws Exception {
        ChildProcess child = ChildProcess.start(dir.resolve("err"), "trace", "validate", "--follow", trace.toString());
        child.awaitRead(trace);
        return child;
    }

    private void assertVerdictSoFar(ChildProcess child, int exitCode) throws Exception {
        List<String> out = child.readRest();
        assertEquals(exitCode, child.exitCode(), () -> out + read(dir.resolve("err")));
        assertEquals(1, out.size(), out::toString);
        assertTrue(out.get(0).matches(".*trace.ndjson: [0-9]+ steps, all of the specification, .*"), out.get(0));
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
            assertVerdictSoFar(child, 128 + 15);
        }
    }

    @Test
    void untilItIsInterrupted() throws Exception {
        try (ChildProcess child = follow()) {
            child.interrupt();
            assertVerdictSoFar(child, 128 + 2);
        }
    }
}
