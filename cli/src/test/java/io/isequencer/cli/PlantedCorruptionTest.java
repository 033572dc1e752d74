package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.EventLog;
import io.isequencer.storage.mapdb.Forgery;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A write that the disk lost, under a checkpoint that says it was there: each check notices it, and without the check
 * the campaign's verdict does.
 */
@Tag("corruption")
@Tag("slow")
class PlantedCorruptionTest {
    private static final int OLD_WORKSPACE = 99;

    @TempDir
    private Path data;

    private List<String> log;

    /** The old workspace's events lie deeper than any sample of events reaches. */
    @BeforeEach
    void oldWorkspace() {
        Cli.sequence(data, Cli.event("old", OLD_WORKSPACE, "1").repeat(300), "--generation-events", "100")
                .requireExit(ExitCode.OK);
        Cli.sequence(data, Cli.event("new", 7, "1").repeat(1_300), "--generation-events", "100")
                .requireExit(ExitCode.OK);
        log = Cli.plog(data);
    }

    @Test
    void theSealsChecksumNoticesALostWrite() {
        Forgery.loseWrite(data, OLD_WORKSPACE, 1, 280);
        assertNull(goOn());
    }

    @Test
    void withoutTheSealsChecksumTheVerdictIsAWrongNumber() throws IOException {
        Forgery.loseWrite(data, OLD_WORKSPACE, 1, 280);
        Forgery.fitSealToFile(data);
        assertWrong(goOn());
    }

    @Test
    void theMissingSealNoticesAnUncleanEnd() throws IOException {
        Forgery.loseWrite(data, OLD_WORKSPACE, 1, 280);
        Files.delete(data.resolve("numbers.seal"));
        assertNull(goOn());
    }

    @Test
    void withoutTheSealTheVerdictIsAWrongNumber() throws IOException {
        Forgery.loseWrite(data, OLD_WORKSPACE, 1, 280);
        Files.delete(data.resolve("numbers.seal"));
        try (EventLog open = SegmentEventLog.open(data.resolve("plog"))) {
            Forgery.sealUnclosed(data, open);
        }
        assertWrong(goOn());
    }

    @Test
    void aGenerationsChecksumNoticesALostWrite() throws IOException {
        Files.delete(data.resolve("numbers.seal"));
        Forgery.lowerInGenerations(data, OLD_WORKSPACE, 1, 280, false);
        assertNull(goOn());
    }

    @Test
    void withoutTheGenerationsChecksumTheVerdictIsAWrongNumber() throws IOException {
        Files.delete(data.resolve("numbers.seal"));
        Forgery.lowerInGenerations(data, OLD_WORKSPACE, 1, 280, true);
        assertWrong(goOn());
    }

    @Test
    void theVerdictNoticesLostAndDoubledEvents() {
        List<String> good = log.subList(0, 3);
        assertNull(Verdict.wrong(good, good, List.of()));
        assertTrue(Verdict.wrong(log.subList(0, 2), good, List.of()).startsWith("events were lost"));
        assertTrue(Verdict.wrong(good, log.subList(0, 2), List.of()).startsWith("what was printed"));
        assertTrue(
                Verdict.wrong(log.subList(1, 3), List.of(), log.subList(1, 3)).startsWith("offsets have a hole"));
    }

    private String goOn() {
        String input = Cli.event("next", OLD_WORKSPACE, "1") + Cli.event("next", 7, "1");
        Verdict verdict = Verdict.of(data, input, log);
        assertTrue(verdict.recovered(), verdict::violation);
        return verdict.violation();
    }

    private static void assertWrong(String violation) {
        assertEquals("wrong number: expected 301", String.valueOf(violation).split(" in ")[0]);
    }
}
