package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code isequencer} and a real JVM: streams, options and names that one of the two could get wrong. */
@Tag("slow")
class LauncherJvmTest {
    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toList();

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = new Installation(home);
        installation.useJvm(CLASS_PATH);
    }

    @Test
    void aClosedInputIsAnEmptyOne() throws Exception {
        Installation.Result result = installation.runRedirected(
                "<&-", "sequence", "--data", home.resolve("data").toString());
        assertEquals(ExitCode.OK.code(), result.exitCode(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains(" 0 events, "), result.err());
    }

    @Test
    void aClosedOutputIsOneThatCannotBeWrittenTo() throws Exception {
        Installation.Result result = installation.runRedirected(">&-", "explain", "R7");
        assertEquals(ExitCode.BAD_DATA.code(), result.exitCode(), result.err());
        assertTrue(result.err().startsWith("isequencer: stdout must be writable: reason="), result.err());
    }

    @Test
    void withAllStreamsClosedTheExitCodeIsLeft() throws Exception {
        assertEquals(
                ExitCode.USAGE.code(),
                installation.runRedirected("<&- >&- 2>&-", "nonsense").exitCode());
    }

    @Test
    void anOptionThatTheJvmDoesNotKnowIsNoViolation() throws Exception {
        installation.environment.put("ISEQUENCER_JAVA_OPTS", "-XX:+NoSuchOption");
        Installation.Result result = installation.run("explain", "R7");
        assertEquals(ExitCode.INTERNAL.code(), result.exitCode());
        assertTrue(result.err().contains("isequencer: Java must start: java="), result.err());
        installation.environment.put("ISEQUENCER_JAVA_OPTS", "-Xmx64m");
        assertEquals(ExitCode.OK.code(), installation.run("explain", "R7").exitCode());
    }

    @Test
    void aMissingLibraryIsNoViolation() throws Exception {
        installation.useJvm(CLASS_PATH.stream().filter(Files::isDirectory).toList());
        Installation.Result result = installation.run("explain", "R7");
        assertEquals(ExitCode.INTERNAL.code(), result.exitCode());
        assertTrue(result.err().startsWith("isequencer: the installation must be whole, "), result.err());
    }

    @Test
    void aNameBeyondAsciiNeedsNoLocale() throws Exception {
        installation.environment.put("LANG", "C");
        installation.environment.put("LC_CTYPE", "");
        // The name is made by a shell: the JVM of the tests may know ASCII alone.
        Installation.script(home.resolve("named"), """
                #!/bin/sh
                data=$HOME/$(printf 'd\\303\\251')
                sh "$HOME/project/isequencer" sequence --data "$data" </dev/null || exit
                [ -d "$data/plog" ] || exit 99
                """);
        Installation.Result result = installation.run(home.resolve("named"));
        assertEquals(ExitCode.OK.code(), result.exitCode(), result.err());
    }
}
