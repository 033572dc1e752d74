package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code isequencer}, with a Maven and a Java that only write down how they were called. */
@Tag("slow")
class LauncherTest {
    private static final String FAKE_MVN = """
            #!/bin/sh
            echo build >>"$HOME/builds"
            [ ! -e "$HOME/broken" ] || { echo 'does not compile'; exit 1; }
            mkdir -p "$HOME/project/target"
            echo jar >"$HOME/project/target/isequencer-cli.jar"
            """;

    private static final String FAKE_JAVA = """
            #!/bin/sh
            case $* in
                *ArchiveClassesAtExit*) exit 1 ;;
            esac
            echo "$@"
            exit 7
            """;

    @TempDir
    private Path home;

    private Path project;
    private Path jar;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(home.resolve("project"));
        jar = project.resolve("target/isequencer-run.jar");
        Path source = Path.of(System.getProperty("isequencer.basedir", ".")).resolve("isequencer");
        script(project.resolve("isequencer"), Files.readString(source));
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        script(home.resolve("bin/mvn"), FAKE_MVN);
        script(home.resolve("jdk/bin/java"), FAKE_JAVA);
        javaVersion("17.0.1");
    }

    @Test
    void buildsTheFirstTimeOnlyAndPassesArgumentsAndExitCodeOn() throws Exception {
        Result first = run("sequence", "--data", "a b", "*");
        assertEquals(7, first.exitCode);
        assertTrue(first.out.endsWith("-jar " + jar.toRealPath() + " sequence --data a b *\n"), first.out);
        assertEquals("isequencer: building (first run, about a minute)…\n", first.err);
        Result second = run("explain");
        assertEquals(7, second.exitCode);
        assertEquals("", second.err);
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenSourcesAreNewer() throws Exception {
        run("explain");
        Instant now = Instant.now();
        Files.setLastModifiedTime(jar, FileTime.from(now.minus(Duration.ofMinutes(1))));
        assertEquals("isequencer: building (the sources have changed)…\n", run("explain").err);
        assertEquals("", run("explain").err);
        assertEquals(2, builds());
    }

    @Test
    void runsWhileTheDirectoryHasAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("project/isequencer"));
        Path second = Files.createSymbolicLink(home.resolve("second"), link);
        assertEquals(7, run(second, "explain").exitCode);
        assertTrue(Files.exists(jar));
    }

    @Test
    void aFailedBuildIsSaidAndLeavesNothing() throws Exception {
        Files.createFile(home.resolve("broken"));
        Result result = run("explain");
        assertEquals(ExitCode.INTERNAL.code(), result.exitCode);
        assertTrue(result.err.contains("does not compile\nisequencer: the build failed: log="), result.err);
        assertFalse(Files.exists(jar));
        assertFalse(Files.exists(project.resolve("target/launcher.lock")));
        Files.delete(home.resolve("broken"));
        assertEquals(7, run("explain").exitCode);
    }

    @Test
    void anOldJavaIsSaid() throws Exception {
        javaVersion("11.0.2");
        Result result = run("explain");
        assertEquals(ExitCode.INTERNAL.code(), result.exitCode);
        assertTrue(result.err.startsWith("isequencer: Java must be 17 or later: version=11.0.2, "), result.err);
    }

    @Test
    void aNewJavaGetsTheFlagsThatKeepItSilent() throws Exception {
        assertFalse(run("explain").out.contains("--enable-native-access"));
        javaVersion("25");
        assertTrue(run("explain")
                .out
                .contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"));
    }

    @Test
    void severalAtOnceBuildOnce() throws Exception {
        List<Process> launchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launchers.add(start(project.resolve("isequencer"), "explain"));
        }
        for (Process launcher : launchers) {
            assertEquals(7, result(launcher).exitCode);
        }
        assertEquals(1, builds());
    }

    @Test
    void theLockOfAKilledLauncherIsTakenOver() throws Exception {
        Process dead = start(project.resolve("isequencer"), "explain");
        result(dead);
        Files.delete(jar);
        Path lock = Files.createDirectories(project.resolve("target/launcher.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
        assertEquals(7, run("explain").exitCode);
        assertFalse(Files.exists(lock));
    }

    private Result run(String... args) throws Exception {
        return run(project.resolve("isequencer"), args);
    }

    private Result run(Path launcher, String... args) throws Exception {
        return result(start(launcher, args));
    }

    private Process start(Path launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().merge("PATH", home.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        builder.environment().remove("ISEQUENCER_JAVA_OPTS");
        return builder.start();
    }

    private static Result result(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Result(process.exitValue(), out, err);
    }

    private int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private void javaVersion(String version) throws IOException {
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
