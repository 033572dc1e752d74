package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private static final String CAPSULE = Path.of(System.getProperty("isequencer.basedir", "."))
            .resolve("simulation/corpus/R10-prune-without-comparing.json")
            .toString();

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

    @Test
    void writesTheRunAsAPage() throws IOException {
        Path page = directory.resolve("pages/run.html");
        Cli.run("replay", CAPSULE, "--html", page.toString()).requireExit(ExitCode.OK);
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
