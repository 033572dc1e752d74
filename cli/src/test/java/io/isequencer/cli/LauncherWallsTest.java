package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code isequencer} where not all is as it was on the machine that it was written on. */
@Tag("slow")
class LauncherWallsTest {
    private static final int RUN = 7;
    private static final int INTERNAL = ExitCode.INTERNAL.code();

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = new Installation(home);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', C.UTF-8",
        "LANG, C, C.UTF-8",
        "LC_ALL, POSIX, C.UTF-8",
        "LANG, xx_XX.UTF-8, C.UTF-8",
        "LANG, C.UTF-8, ''",
        "LANG, fr_FR, ''",
        "LC_ALL, fr_FR, fr_FR"
    })
    void whereThereIsNoEncodingItIsUtf8(String name, String value, String expected) throws Exception {
        installation.environment.put("LC_CTYPE", "");
        installation.environment.put("LANG", "");
        if (!name.isEmpty()) {
            installation.environment.put(name, value);
        }
        assertEquals(RUN, installation.run("explain").exitCode());
        assertEquals("LC_ALL=" + expected + "\n", Files.readString(home.resolve("locale")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void theJvmFindsTheThreeStreamsOpen(String closed) throws Exception {
        assertEquals(RUN, installation.runRedirected(closed, "explain").exitCode());
        assertEquals(List.of("0", "1", "2"), Files.readAllLines(home.resolve("open")));
    }

    @Test
    void amongThoseWhoDoNotListenItBuildsAndRuns() throws Exception {
        assertEquals(RUN, installation.runRedirected("2</dev/null", "explain").exitCode());
        assertEquals(1, installation.builds());
    }

    @Test
    void whatTheJvmRefusesIsNoViolation() throws Exception {
        installation.run("explain");
        assertFalse(Files.exists(home.resolve("tried")), "without options nothing is tried first");
        installation.environment.put("ISEQUENCER_JAVA_OPTS", "-bad");
        assertEquals(RUN, installation.run("explain").exitCode());
        Files.createFile(home.resolve("unstartable"));
        Installation.Result refused = installation.run("explain");
        assertEquals(INTERNAL, refused.exitCode());
        assertTrue(
                refused.err().startsWith("Unrecognized option: -bad\nisequencer: Java must start: java="),
                refused.err());
        assertEquals("", refused.out());
    }

    @Test
    void aDebuggerIsMetOnce() throws Exception {
        installation.environment.put("ISEQUENCER_JAVA_OPTS", "-agentlib:jdwp=transport=dt_socket,server=y");
        assertEquals(RUN, installation.run("explain").exitCode());
        assertFalse(Files.exists(home.resolve("tried")));
    }

    @ParameterizedTest
    @CsvSource({"isequencer-run.jar, ja", "isequencer-run.jar, jar and more", "lib/library.jar, ''", "lib/library.jar,"
    })
    void aBuildOfWhichAFileIsCutOffOrGoneIsMadeAnew(String name, String content) throws Exception {
        installation.run("explain");
        Path file = installation.target().resolve(name);
        Files.delete(file);
        if (content != null) {
            Files.writeString(file, content);
        }
        Installation.Result result = installation.run("explain");
        assertEquals(RUN, result.exitCode());
        assertEquals("isequencer: building (the build that is there is damaged)…\n", result.err());
        assertEquals("", installation.run("explain").err());
        assertEquals(2, installation.builds());
    }

    @Test
    void anArchiveOfClassesThatIsCutOffIsLeftOut() throws Exception {
        Path archive = installation.target().resolve("isequencer-run-17.0.1-8.jsa");
        String used = "-XX:SharedArchiveFile=" + archive;
        assertTrue(installation.run("explain").out().contains(used));
        Files.writeString(archive, "cla");
        Installation.Result result = installation.run("explain");
        assertEquals(RUN, result.exitCode());
        assertFalse(result.out().contains("SharedArchiveFile"), result.out());
    }

    @Test
    void aCommandOfTheScriptThatFailsIsNoViolation() throws Exception {
        Files.createFile(home.resolve("without-jar"));
        assertEquals(INTERNAL, installation.run("explain").exitCode());
        assertFalse(Files.exists(installation.lock()));
    }

    @Test
    void whoMayNotBuildRunsTheBuildThatIsThere() throws Exception {
        installation.run("explain");
        installation.age();
        permit(installation.target(), "r-xr-xr-x");
        Installation.Result result = installation.runUnprivileged("explain");
        assertEquals(
                "isequencer: the directory must be writable to build: directory="
                        + installation.target().toRealPath() + "; running the build that is there\n",
                result.err());
        assertEquals(RUN, result.exitCode());
        assertEquals(1, installation.builds());
        // What is damaged is not run.
        Files.writeString(installation.jar(), "j");
        Installation.Result damaged = installation.runUnprivileged("explain");
        assertEquals(INTERNAL, damaged.exitCode());
        assertTrue(damaged.err().contains("; the build that is there is damaged: jar="), damaged.err());
    }

    @Test
    void whoMayNotBuildAndHasNothingToRunGetsAnError() throws Exception {
        permit(installation.project(), "r-xr-xr-x");
        Installation.Result result = installation.runUnprivileged("explain");
        assertEquals(INTERNAL, result.exitCode());
        assertTrue(result.err().startsWith("isequencer: the directory must be writable to build: "), result.err());
    }

    @Test
    void aFileWhereTheLockShouldBeIsReportedAtOnce() throws Exception {
        Files.createDirectories(installation.target());
        Files.createFile(installation.lock());
        Installation.Result result = installation.run("explain");
        assertEquals(INTERNAL, result.exitCode());
        assertTrue(result.err().startsWith("isequencer: the directory must be writable to build: "), result.err());
    }

    @Test
    void withoutMavenTheBuildThatIsThereIsRun() throws Exception {
        installation.run("explain");
        installation.age();
        installation.environment.put("PATH", pathWithoutMaven());
        Installation.Result result = installation.run("explain");
        assertEquals(
                "isequencer: mvn must be on the PATH to build: install Maven, 3.8 or later;"
                        + " running the build that is there\n",
                result.err());
        assertEquals(RUN, result.exitCode());
    }

    @Test
    void anotherBuildIsNotWaitedForForEver() throws Exception {
        holdLock(ProcessHandle.current().pid());
        installation.environment.put("ISEQUENCER_BUILD_WAIT_SECONDS", "1");
        Installation.Result nothing = installation.run("explain");
        assertEquals(INTERNAL, nothing.exitCode());
        assertEquals(
                "isequencer: waiting for another build…\nisequencer: another build must end within 1 s: lock="
                        + installation.target().toRealPath() + "/launcher.lock, pid="
                        + ProcessHandle.current().pid() + "\n",
                nothing.err());
        Files.writeString(installation.jar(), "jar");
        installation.age();
        Installation.Result older = installation.run("explain");
        assertEquals(RUN, older.exitCode());
        assertTrue(older.err().endsWith("; running the build that is there\n"), older.err());
        assertTrue(Files.exists(installation.lock()));
    }

    @Test
    void aWaitThatIsNoNumberIsAUsageError() throws Exception {
        installation.environment.put("ISEQUENCER_BUILD_WAIT_SECONDS", "1m");
        Installation.Result result = installation.run("explain");
        assertEquals(ExitCode.USAGE.code(), result.exitCode());
        assertTrue(result.err().endsWith("seconds: ISEQUENCER_BUILD_WAIT_SECONDS=1m\n"), result.err());
    }

    @Test
    void aLockOfAnotherUserIsNotTakenAway() throws Exception {
        holdLock(1);
        permit(installation.target(), "rwxrwxrwx");
        permit(installation.lock(), "rwxrwxrwx");
        installation.environment.put("ISEQUENCER_BUILD_WAIT_SECONDS", "1");
        Installation.Result result = installation.runUnprivileged("explain");
        assertEquals(INTERNAL, result.exitCode());
        assertTrue(result.err().contains("another build must end within 1 s: "), result.err());
        assertTrue(Files.exists(installation.lock()));
    }

    private void holdLock(long pid) throws IOException {
        Files.createDirectories(installation.lock());
        Files.writeString(installation.lock().resolve("pid"), pid + "\n");
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** A directory with what the script uses besides Maven and Java. */
    private String pathWithoutMaven() throws IOException {
        Path tools = Files.createDirectories(home.resolve("tools"));
        for (String tool : List.of("sh", "cat", "dirname", "find", "head", "mkdir", "readlink", "sed", "wc")) {
            Path program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Installation.script(tools.resolve(tool), "#!/bin/sh\nexec " + program + " \"$@\"\n");
        }
        return tools.toString();
    }
}
