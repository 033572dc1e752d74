package io.isequencer.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Main;
import io.isequencer.cli.Terminal;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.trace.validation.TraceFile;
import io.isequencer.trace.validation.TraceValidator;
import io.isequencer.trace.validation.TraceVerdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sequence --trace} writes is a behaviour of the specification. */
@Tag("tlc")
@Timeout(900)
class SequenceTraceTest {
    @TempDir
    private Path temp;

    @Test
    void aRunOfTheSequenceCommandIsOneAndItsContinuationToo() throws IOException {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            input.append("{\"ref\":\"r")
                    .append(i)
                    .append("\",\"wsKind\":1,\"wsId\":\"")
                    .append(i % 3);
            input.append("\",\"seqIds\":[1,2,2]}\n");
        }
        for (String name : List.of("first", "second")) {
            Path file = temp.resolve(name + ".ndjson");
            ByteArrayInputStream in = new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.UTF_8));
            PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            Terminal terminal = new Terminal(in, new ByteArrayOutputStream(), err, false, false);
            String data = temp.resolve("data").toString();
            String[] further = {"sequence", "--append", "--data", data, "--trace", file.toString()};
            assertEquals(0, Main.run(terminal, further));
            requireValid(file);
        }
    }

    private void requireValid(Path file) {
        TraceFile trace = TraceFile.read(file, in -> in);
        Path tla = ProjectFiles.ROOT.resolve("tla");
        TraceVerdict verdict = new TraceValidator(trace, tla, temp.resolve("work"), TraceValidator.WINDOW).validate();
        assertTrue(verdict.valid(), verdict::text);
        assertTrue(verdict.steps() > 100, () -> "a trace must be long enough to tell: steps=" + verdict.steps());
    }
}
