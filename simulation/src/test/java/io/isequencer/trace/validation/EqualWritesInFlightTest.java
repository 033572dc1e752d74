package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two writes of the same numbers time out, and each lands another of them first. The specification has one of what is equal:
 * what either has landed is gone from it.
 */
@Tag("tlc")
@Timeout(600)
class EqualWritesInFlightTest {
    private static final String LEFT_OF_THE_OTHER = "{\"wsId\":\"140737488355329\",\"seqId\":3,\"number\":\"7\"}]";

    @TempDir
    private Path temp;

    private static List<String> lines() throws IOException {
        try (InputStream in = EqualWritesInFlightTest.class.getResourceAsStream("equal-writes-in-flight.ndjson")) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    /** Both engines say the same, of the same line. */
    private boolean fits(List<String> lines) throws IOException {
        Path file = Files.writeString(temp.resolve("trace.ndjson"), String.join("\n", lines) + "\n");
        TraceVerdict byTlc = new TraceValidator(
                        TraceFile.read(file, in -> in),
                        ProjectFiles.ROOT.resolve("tla"),
                        temp.resolve("work"),
                        TraceValidator.WINDOW)
                .validate();
        TraceVerdict byRelation = new RelationValidator(file, steps -> {}).validate(in -> in);
        assertEquals(byTlc.valid(), byRelation.valid(), byTlc::text);
        assertEquals(byTlc.misfit(), byRelation.misfit());
        return byTlc.valid();
    }

    @Test
    void eachMayLandAnotherValueFirst() throws IOException {
        assertTrue(fits(lines()));
    }

    @Test
    void whatTheStorageDoesNotCoverMustBeInFlight() throws IOException {
        List<String> lines = lines();
        String last = lines.get(lines.size() - 1);
        assertTrue(last.contains(LEFT_OF_THE_OTHER), last);
        lines.set(lines.size() - 1, last.replace(LEFT_OF_THE_OTHER, LEFT_OF_THE_OTHER.replace("\"7\"", "\"8\"")));
        assertFalse(fits(lines));
    }

    @Test
    void aValueThatWasNotInFlightDoesNotLand() throws IOException {
        List<String> lines = lines();
        String last = lines.get(lines.size() - 1);
        lines.set(lines.size() - 1, last.replace("\"number\":\"1\"", "\"number\":\"2\""));
        assertFalse(fits(lines));
    }
}
