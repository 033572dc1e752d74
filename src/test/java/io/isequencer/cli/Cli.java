package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a command line in this process. */
final class Cli {
    private static final Path BASE = Path.of(System.getProperty("isequencer.basedir", "."));

    private Cli() {}

    record Result(int exitCode, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        Result requireExit(ExitCode expected) {
            assertEquals(expected.code(), exitCode, () -> "stderr: " + err);
            return this;
        }
    }

    static Path sample() {
        return BASE.resolve("docs/samples/voedger-commits.ndjson");
    }

    static List<String> sampleLines() {
        try {
            return Files.readAllLines(sample());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Result run(String... args) {
        return runWith("", args);
    }

    static Result runWith(String input, String... args) {
        return runWith(input.getBytes(StandardCharsets.UTF_8), args);
    }

    static Result runWith(byte[] input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(new ByteArrayInputStream(input), out, out, args);
    }

    /** @param out where stdout goes; {@code kept} is what the result shows of it */
    static Result run(InputStream in, OutputStream out, ByteArrayOutputStream kept, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8);
        int exitCode = Main.run(new Terminal(in, out, errText, false, false), args);
        return new Result(exitCode, kept.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Result sequence(Path data, String input, String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "sequence";
        args[1] = "--data";
        args[2] = data.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return runWith(input, args);
    }

    static List<String> plog(Path data) {
        return run("plog", "--data", data.toString()).requireExit(ExitCode.OK).lines();
    }

    /** An input line. */
    static String event(String ref, long wsId, String seqIds) {
        return "{\"ref\":\"" + ref + "\",\"wsKind\":1,\"wsId\":\"" + Long.toUnsignedString(wsId) + "\",\"seqIds\":["
                + seqIds + "]}\n";
    }
}
