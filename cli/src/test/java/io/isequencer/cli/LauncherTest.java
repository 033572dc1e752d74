package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code isequencer}, with a Maven and a Java that only write down how they were called. */
@Tag("slow")
class LauncherTest {
    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = new Installation(home);
    }

    @Test
    void buildsTheFirstTimeOnlyAndPassesArgumentsAndExitCodeOn() throws Exception {
        Installation.Result first = installation.run("sequence", "--data", "a b", "*");
        assertEquals(7, first.exitCode());
        assertTrue(
                first.out().endsWith("-jar " + installation.jar().toRealPath() + " sequence --data a b *\n"),
                first.out());
        assertEquals(
                "isequencer: building (first run: about a minute, longer if Maven has to download)…\n", first.err());
        Installation.Result second = installation.run("explain");
        assertEquals(7, second.exitCode());
        assertEquals("", second.err());
        assertEquals(1, installation.builds());
    }

    @Test
    void buildsAgainWhenSourcesAreNewer() throws Exception {
        installation.run("explain");
        installation.age();
        assertEquals(
                "isequencer: building (the sources have changed)…\n",
                installation.run("explain").err());
        assertEquals("", installation.run("explain").err());
        assertEquals(2, installation.builds());
    }

    @Test
    void runsWhileTheDirectoryHasAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("project/isequencer"));
        Path second = Files.createSymbolicLink(home.resolve("second"), link);
        assertEquals(7, installation.run(second, "explain").exitCode());
        assertTrue(Files.exists(installation.jar()));
    }

    @Test
    void aFailedBuildIsReportedAndLeavesNothing() throws Exception {
        Files.createFile(home.resolve("broken"));
        Installation.Result result = installation.run("explain");
        assertEquals(ExitCode.INTERNAL.code(), result.exitCode());
        assertTrue(result.err().contains("does not compile\nisequencer: the build failed: log="), result.err());
        assertFalse(Files.exists(installation.jar()));
        assertFalse(Files.exists(installation.lock()));
        Files.delete(home.resolve("broken"));
        assertEquals(7, installation.run("explain").exitCode());
    }

    @Test
    void anOldJavaIsReported() throws Exception {
        installation.javaVersion("11.0.2");
        Installation.Result result = installation.run("explain");
        assertEquals(ExitCode.INTERNAL.code(), result.exitCode());
        assertTrue(result.err().startsWith("isequencer: Java must be 17 or later: version=11.0.2, "), result.err());
    }

    @Test
    void aNewJavaGetsTheFlagsThatKeepItSilent() throws Exception {
        assertFalse(installation.run("explain").out().contains("--enable-native-access"));
        installation.javaVersion("25");
        assertTrue(installation
                .run("explain")
                .out()
                .contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"));
    }

    @Test
    void severalAtOnceBuildOnce() throws Exception {
        List<Installation.Launched> launchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launchers.add(installation.start(installation.launcher(), "explain"));
        }
        for (Installation.Launched launcher : launchers) {
            assertEquals(7, launcher.result().exitCode());
        }
        assertEquals(1, installation.builds());
    }

    @Test
    void theLockOfAKilledLauncherIsTakenOver() throws Exception {
        Installation.Launched dead = installation.start(installation.launcher(), "explain");
        dead.result();
        Files.delete(installation.jar());
        Path lock = Files.createDirectories(installation.lock());
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
        assertEquals(7, installation.run("explain").exitCode());
        assertFalse(Files.exists(lock));
    }
}
