package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Runs a command line in this process. */
public final class Cli {
    private static final Path BASE = ProjectFiles.ROOT;

    private Cli() {}

    public record Result(int exitCode, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }

        public Result requireExit(ExitCode expected) {
            assertEquals(expected.code(), exitCode, () -> "stderr: " + err);
            return this;
        }
    }

    public static Path sample() {
        return BASE.resolve("docs/samples/voedger-commits.ndjson");
    }

    public static List<String> sampleLines() {
        try {
            return Files.readAllLines(sample());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static Result run(String... args) {
        return runWith("", args);
    }

    public static Result runWith(String input, String... args) {
        return runWith(input.getBytes(StandardCharsets.UTF_8), args);
    }

    public static Result runWith(byte[] input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(new ByteArrayInputStream(input), out, out, args);
    }

    /** @param out where stdout goes; {@code kept} is what the result shows of it */
    public static Result run(InputStream in, OutputStream out, ByteArrayOutputStream kept, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(in, out, errText, false, false);
        int exitCode = Main.run(terminal, args);
        assertIsListed(exitCode, Main.commandLine(terminal), args);
        return new Result(exitCode, kept.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Whatever a test does: no command ends with a code that its help does not list. */
    private static void assertIsListed(int exitCode, CommandLine commandLine, String... args) {
        CommandLine command = commandLine;
        for (String arg : args) {
            command = command.getSubcommands().getOrDefault(arg, command);
        }
        String list = String.format(Locale.ROOT, "%4d", exitCode);
        CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        assertTrue(
                spec.usageMessage().exitCodeList().containsKey(list),
                () -> "help of " + spec.qualifiedName() + " must list the exit code: exitCode=" + exitCode);
    }

    /** Numbers an input behind whatever is there, unless the options say how to go on. */
    public static Result sequence(Path data, String input, String... options) {
        List<String> args = new ArrayList<>(List.of("sequence", "--data", data.toString()));
        args.addAll(List.of(options));
        if (!args.contains("--resume") && !args.contains("--append")) {
            args.add("--append");
        }
        return runWith(input, args.toArray(String[]::new));
    }

    public static List<String> plog(Path data) {
        return run("plog", "--data", data.toString()).requireExit(ExitCode.OK).lines();
    }

    /** An input line. */
    public static String event(String ref, long wsId, String seqIds) {
        return "{\"ref\":\"" + ref + "\",\"wsKind\":1,\"wsId\":\"" + Long.toUnsignedString(wsId) + "\",\"seqIds\":["
                + seqIds + "]}\n";
    }
}
