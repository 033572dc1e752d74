package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpNamesCommandsExamplesAndExitCodes() {
        Cli.Result help = Cli.run("--help").requireExit(ExitCode.OK);
        for (String word : new String[] {"sequence", "plog", "inspect", "explain", "Examples:", "Exit codes:"}) {
            assertTrue(help.out().contains(word), word);
        }
        assertTrue(help.out().contains("  64   the command line is wrong"), help.out());
        assertEquals("", help.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequence", "plog", "inspect", "explain"})
    void eachCommandHasHelpWithExamplesAndExitCodes(String command) {
        Cli.Result help = Cli.run(command, "--help").requireExit(ExitCode.OK);
        assertTrue(help.out().contains("Examples:"), help.out());
        assertTrue(help.out().contains("  65   bad data: "), help.out());
    }

    @Test
    void versionNamesTheJdk() {
        Cli.Result version = Cli.run("--version").requireExit(ExitCode.OK);
        assertTrue(version.lines().get(0).startsWith("isequencer"), version.out());
        assertTrue(version.lines().get(1).startsWith("Java " + Runtime.version()), version.out());
    }

    @Test
    void withoutACommandTheHelpGoesToStderr() {
        Cli.Result result = Cli.run().requireExit(ExitCode.USAGE);
        assertEquals("", result.out());
        assertTrue(result.err().contains("Number events:"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "nonsense", "plog", "plog --data", "plog --data d --from x", "explain R1 R2"})
    void aWrongCommandLineIsOneLineWithAHint(String commandLine) {
        Cli.Result result = Cli.run(commandLine.split(" ")).requireExit(ExitCode.USAGE);
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(" --help)"), result.err());
        assertEquals("", result.out());
    }

    @Test
    void anInternalErrorIsOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = failures(err, false).report(new IllegalStateException("value must be positive: value=-1\nmore"));
        assertEquals(ExitCode.INTERNAL.code(), exitCode);
        assertEquals(
                "isequencer: internal error: IllegalStateException: value must be positive: value=-1\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void debugShowsTheStackTrace() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        failures(err, true).report(new IllegalStateException("because"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("\tat io.isequencer.cli.MainTest"));
    }

    @Test
    void debugIsKnownToEachCommand(@TempDir Path temp) {
        String missing = temp.resolve("none").toString();
        Cli.Result result = Cli.run("plog", "--debug", "--data", missing).requireExit(ExitCode.MISSING_FILE);
        assertTrue(result.err().contains("\tat "), result.err());
    }

    @Test
    void aBrokenPipeEndsQuietly() {
        Cli.Result result = runInto(new IOException("Broken pipe"), "explain");
        result.requireExit(ExitCode.OUTPUT_CLOSED);
        assertEquals("", result.err());
    }

    @Test
    void anErrorIsOneLineToo() {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) {
                throw new StackOverflowError();
            }
        };
        Cli.Result result =
                Cli.run(new ByteArrayInputStream(new byte[0]), failing, new ByteArrayOutputStream(), "explain");
        result.requireExit(ExitCode.INTERNAL);
        assertEquals("isequencer: internal error: StackOverflowError: null\n", result.err());
    }

    @Test
    void aFullDiskIsReported() {
        Cli.Result result = runInto(new IOException("No space left on device"), "explain");
        result.requireExit(ExitCode.BAD_DATA);
        assertEquals("isequencer: stdout must be writable: reason=No space left on device\n", result.err());
    }

    @Test
    void colourIsForTerminalsOnly() {
        assertFalse(Cli.run("--help").out().contains("\u001b"));
    }

    private static Cli.Result runInto(IOException failure, String... args) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        return Cli.run(new ByteArrayInputStream(new byte[0]), failing, new ByteArrayOutputStream(), args);
    }

    private static ErrorReporter failures(ByteArrayOutputStream err, boolean debug) {
        PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), errText, false, false);
        return new ErrorReporter(terminal, () -> debug);
    }

    @Test
    void aNameThatTheLocaleCannotWriteIsReported() {
        // Half a character, which no encoding has: as what a JVM makes of é where the locale knows ASCII alone.
        Cli.Result result = Cli.run("sequence", "--data", "d\uD800");
        result.requireExit(ExitCode.USAGE);
        assertTrue(result.err().contains("name must be in the encoding of the locale, set LC_ALL to one of UTF-8"));
    }
}
