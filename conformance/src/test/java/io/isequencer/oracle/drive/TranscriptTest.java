package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final Transcript transcript = new Transcript();

    @Test
    void aRetryForEverDoesNotDriveOutWhatBeganIt() {
        transcript.sent(0, "{\"id\":9,\"op\":\"close\"}");
        for (int i = 1; i <= 500; i++) {
            transcript.received(0, "{\"id\":" + i + ",\"op\":\"writeValues\"}");
            transcript.sent(0, "{\"re\":" + i + ",\"error\":{\"code\":11}}");
        }
        assertEquals(
                List.of(
                        "> {\"id\":9,\"op\":\"close\"}",
                        "… the next 2 lines, ×500 but for the ids …",
                        "< {\"id\":500,\"op\":\"writeValues\"}",
                        "> {\"re\":500,\"error\":{\"code\":11}}"),
                transcript.lines());
    }

    @Test
    void twiceIsNoRepetition() {
        transcript.received(1, "{\"re\":1}");
        transcript.received(1, "{\"re\":2}");
        assertEquals(List.of("owner 1 < {\"re\":1}", "owner 1 < {\"re\":2}"), transcript.lines());
        transcript.received(1, "{\"re\":3}");
        assertEquals(List.of("… the next line, ×3 but for the ids …", "owner 1 < {\"re\":3}"), transcript.lines());
    }

    @Test
    void whatDiffersInMoreThanItsIdsIsNotFolded() {
        for (int i = 1; i <= 25; i++) {
            transcript.sent(0, "{\"re\":" + i + ",\"number\":\"" + i + "\"}");
        }
        assertEquals(20, transcript.lines().size());
        assertEquals("> {\"re\":25,\"number\":\"25\"}", transcript.lines().get(19));
    }

    @Test
    void aLongLineIsCut() {
        transcript.sent(0, "x".repeat(401));
        assertEquals(List.of("> " + "x".repeat(400) + "…"), transcript.lines());
    }
}
