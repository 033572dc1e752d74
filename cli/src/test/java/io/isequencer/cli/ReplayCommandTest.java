package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    private static final Path BASE = ProjectFiles.ROOT;
    private static final String CAPSULE =
            BASE.resolve("simulation/corpus/R10-prune-without-comparing.json").toString();

    @TempDir
    Path directory;

    @Test
    void tracesASeedMoveByMove() {
        List<String> lines = Cli.run("replay", "--seed", "3", "--trace", "--until", "5")
                .requireExit(ExitCode.OK)
                .lines();
        assertEquals(6, lines.size());
        assertTrue(lines.get(0).matches(" +1 +1 ms +owner 0 +world +Restart .*"), lines.get(0));
        assertTrue(lines.get(5).endsWith("all checks passed"), lines.get(5));
    }

    @Test
    void tracingChangesNothing() {
        String plain = Cli.run("replay", "--seed", "4")
                .requireExit(ExitCode.OK)
                .lines()
                .get(0);
        List<String> traced = Cli.run("replay", "--seed", "4", "--trace")
                .requireExit(ExitCode.OK)
                .lines();
        assertEquals(plain, traced.get(traced.size() - 1));
    }

    @Test
    void aCapsuleOfADefectPassesWithoutIt() {
        String summary = Cli.run("replay", CAPSULE).requireExit(ExitCode.OK).out();
        assertTrue(summary.contains("all checks passed"), summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"0 ActIo\", | passed over=16 of 19, moves=4..19",
                "\"0 Restart\", | passed over=19 of 19, moves=1..19"
            })
    void aCapsuleWhoseMovesAreImpossibleProvesNothing(String left, String counted) throws IOException {
        String whole = Files.readString(Path.of(CAPSULE));
        Path capsule = Files.writeString(directory.resolve("edited.json"), whole.replaceFirst(Pattern.quote(left), ""));
        Cli.Result result = Cli.run("replay", capsule.toString()).requireExit(ExitCode.VACUOUS);
        assertTrue(result.out().contains("vacuous: each move must be possible: " + counted), result.out());
        assertFalse(result.out().contains("all checks passed"), result.out());
        Cli.Result shrunk = Cli.run("shrink", capsule.toString()).requireExit(ExitCode.VACUOUS);
        assertTrue(shrunk.err().contains(counted), shrunk.err());
    }

    @Test
    void aCapsuleWithoutMovesProvesNothing() throws IOException {
        String empty = Files.readString(Path.of(CAPSULE)).replaceFirst("\"moves\" : \\[[^]]*]", "\"moves\" : []");
        Path capsule = Files.writeString(directory.resolve("empty.json"), empty);
        Cli.Result result = Cli.run("replay", capsule.toString()).requireExit(ExitCode.VACUOUS);
        assertTrue(result.out().contains("vacuous: capsule must have a move: moves=0"), result.out());
    }

    @Test
    void whatAMendMadeImpossibleIsReportedInTheCapsule() {
        String capsule =
                BASE.resolve("simulation/corpus/R02-append-overwrites.json").toString();
        String summary = Cli.run("replay", capsule).requireExit(ExitCode.OK).out();
        assertTrue(summary.endsWith("all checks passed; passed over as impossible: 16\n"), summary);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path kept = Files.writeString(directory.resolve("kept"), "kept");
        for (String option : List.of("--html", "--trace-json")) {
            Cli.Result result = Cli.run("replay", CAPSULE, option, kept.toString());
            result.requireExit(ExitCode.BAD_DATA);
            assertEquals("", result.out());
            assertEquals("kept", Files.readString(kept));
            Cli.run("replay", CAPSULE, option, kept.toString(), "--force").requireExit(ExitCode.OK);
            assertFalse(Files.readString(kept).startsWith("kept"));
            Files.writeString(kept, "kept");
        }
    }

    @Test
    void aShrunkCapsuleGoesBesideTheOneItCameFrom() throws IOException {
        Path capsule = Files.writeString(directory.resolve("c.json"), Files.readString(Path.of(CAPSULE)));
        Path kept = Files.writeString(directory.resolve("c-shrunk.json"), "kept");
        Cli.Result result = Cli.run("shrink", capsule.toString()).requireExit(ExitCode.BAD_DATA);
        assertTrue(
                result.err().contains("to must be a new file, or --force must be given: file=" + kept), result.err());
        assertEquals("kept", Files.readString(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--html", "--trace-json"})
    void aFullDiskIsNamedWithoutATrace(String option) {
        Cli.Result result = Cli.run("replay", CAPSULE, option, "/dev/full").requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: " + option.substring(2)
                        + " must be writable: file=/dev/full, cause=No space left on device\n",
                result.err());
    }

    @Test
    void writesTheRunAsAPage() throws IOException {
        Path page = directory.resolve("pages/run.html");
        Cli.Result result =
                Cli.run("replay", CAPSULE, "--html", page.toString()).requireExit(ExitCode.OK);
        assertEquals("isequencer: the run is explained in " + page + "\n", result.err());
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        Cli.run("replay").requireExit(ExitCode.USAGE);
        Cli.run("replay", CAPSULE, "--seed", "1").requireExit(ExitCode.USAGE);
        Cli.run("replay", directory.resolve("none.json").toString()).requireExit(ExitCode.MISSING_FILE);
        Path broken = Files.writeString(directory.resolve("broken.json"), "{}");
        Cli.Result result = Cli.run("replay", broken.toString()).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("capsule must have the field: format=absent"), result.err());
    }

    @Test
    void whatDoesNotFailCannotBeShrunk() {
        Cli.Result result =
                Cli.run("shrink", CAPSULE, "--to", directory.resolve("x.json").toString());
        result.requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("capsule must fail when replayed: property=PendingSound"), result.err());
    }
}
