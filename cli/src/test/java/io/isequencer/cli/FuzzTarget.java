package io.isequencer.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A command that reads lines from whoever: a new one is one entry here. */
enum FuzzTarget {
    /** Passes over bad lines; each line is numbered, blank, or reported. */
    SEQUENCE(
            2_000,
            Set.of(0),
            List.of(
                    "{\"ref\":\"a1\",\"wsKind\":1,\"wsId\":\"140737488355329\",\"seqIds\":[1,2,2]}",
                    "{\"ref\":\"b\",\"wsKind\":1,\"wsId\":7,\"seqIds\":[1],\"explicit\":[{\"seqId\":2,\"number\":\"300000\"}]}",
                    "{\"wsId\":\"0\",\"seqIds\":[],\"wsKind\":1,\"ref\":\"\"}")) {
        @Override
        String[] command(Path temp) {
            return new String[] {
                "sequence",
                "--append",
                "--skip-bad",
                "--data",
                temp.resolve("fuzzed").toString()
            };
        }

        /** A good line first: the first bytes tell in what encoding all of them are. */
        @Override
        List<String> begin() {
            return seeds().subList(0, 1);
        }

        @Override
        String problem(byte[] input, int lines, Cli.Result result) {
            long reported = result.err().lines().filter(BAD_LINE.asPredicate()).count();
            // String.lines would end lines at a carriage return too.
            String text = new String(input, StandardCharsets.ISO_8859_1);
            long blank = Arrays.stream(text.split("\n", -1))
                    .limit(lines)
                    .filter(line -> line.matches("[ \t\r]*"))
                    .count();
            long printed = result.lines().size();
            return printed + reported + blank == lines
                    ? null
                    : "lines are unaccounted for: in=" + lines + ", printed=" + printed + ", reported=" + reported
                            + ", blank=" + blank;
        }
    },
    /** Stops at the first line that is none. */
    HISTORY(12, Set.of(0, 1, 6, 8, 65), List.of()) {
        @Override
        String[] command(Path temp) {
            return new String[] {"oracle", "history", "-"};
        }

        @Override
        List<String> seeds() {
            return FuzzSeeds.history();
        }

        @Override
        List<String> begin() {
            return FuzzSeeds.history();
        }
    },
    /** Answers each line, but for one that answers what was not asked. */
    SERVE(40, Set.of(0, 65), List.of()) {
        @Override
        String[] command(Path temp) {
            return new String[] {"oracle", "serve"};
        }

        @Override
        List<String> seeds() {
            return FuzzSeeds.requests();
        }

        @Override
        List<String> begin() {
            return FuzzSeeds.requests().subList(0, 2);
        }

        @Override
        String problem(byte[] input, int lines, Cli.Result result) {
            for (String line : result.lines()) {
                try {
                    if (!JSON.readTree(line).isObject()) {
                        return "reply must be an object: " + line;
                    }
                } catch (IOException e) {
                    return "reply must be JSON: " + line;
                }
            }
            return null;
        }
    },
    /** Reads a check as a whole; the lines are its cases. */
    DIFF(
            6,
            Set.of(0, 1, 65),
            List.of(
                    "{\"id\":\"L0-drain-001\",\"level\":\"L0\",\"rule\":\"R4\",\"title\":\"one\",\"verdict\":\"PASS\",\"known\":false}",
                    "{\"id\":\"L2-fill-005\",\"level\":\"L2\",\"rule\":\"R8\",\"title\":\"é\",\"verdict\":\"FAIL\",\"known\":true,"
                            + "\"property\":\"Unique\",\"allowed\":\"5\",\"got\":\"4\",\"lastMessages\":[\"< {}\"],\"again\":\"x\"}",
                    "{\"id\":\"L4-random-1-001\",\"level\":\"L4\",\"rule\":\"R1\",\"title\":\"\",\"verdict\":\"UNIMPLEMENTED\","
                            + "\"known\":false,\"runs\":2,\"bad\":0}")) {
        private static final String HEAD =
                "{\"v\":1,\"adapter\":{\"name\":\"a\",\"version\":\"1\",\"language\":\"C\",\"capabilities\":[]},"
                        + "\"profile\":\"strict\",\"seed\":\"1\",\"exitCode\":0,\"cases\":[\n";

        @Override
        String[] command(Path temp) {
            return new String[] {
                "oracle",
                "diff",
                temp.resolve("before.json").toString(),
                temp.resolve("after.json").toString()
            };
        }

        @Override
        byte[] input(List<byte[]> lines, Path temp) {
            try {
                Files.writeString(temp.resolve("before.json"), HEAD + String.join(",\n", seeds()) + "]}");
                ByteArrayOutputStream after = new ByteArrayOutputStream();
                after.writeBytes(HEAD.getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < lines.size(); i++) {
                    after.writeBytes((i == 0 ? "" : ",\n").getBytes(StandardCharsets.UTF_8));
                    after.writeBytes(lines.get(i));
                }
                after.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
                Files.write(temp.resolve("after.json"), after.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new byte[0];
        }

        /** It prints a verdict, or says what is wrong with the file. */
        @Override
        String problem(byte[] input, int lines, Cli.Result result) {
            boolean said = result.exitCode() == 65
                    ? !result.err().isBlank() && result.out().isEmpty()
                    : result.out().contains(result.exitCode() == 0 ? "SAME" : "DIFFERENT");
            return said ? null : "exit code " + result.exitCode() + " must have its word: " + result.out();
        }
    };

    static final Pattern BAD_LINE = Pattern.compile("^line \\d+: (?!warning).*");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern RAW = Pattern.compile(
            "(?m)^\\s+at [\\w.$]+\\(|^Caused by:|^Exception in thread|internal error|NullPointer|IndexOutOfBounds|OutOfMemory");

    private final int batch;
    private final Set<Integer> exitCodes;
    private final List<String> seeds;

    FuzzTarget(int batch, Set<Integer> exitCodes, List<String> seeds) {
        this.batch = batch;
        this.exitCodes = exitCodes;
        this.seeds = seeds;
    }

    abstract String[] command(Path temp);

    /** Good lines, to be mutated. */
    List<String> seeds() {
        return seeds;
    }

    /** Good lines that each run begins with, as far as a run needs them. */
    List<String> begin() {
        return List.of();
    }

    /** How many mutated lines one run takes. */
    int batch() {
        return batch;
    }

    /** What is wrong with a result whose exit code is a right one, or null. */
    String problem(byte[] input, int lines, Cli.Result result) {
        return null;
    }

    /** The lines as standard input, or what else the command reads. */
    byte[] input(List<byte[]> lines, Path temp) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            input.writeBytes(line);
            input.write('\n');
        }
        return input.toByteArray();
    }

    /** Runs the command over lines and says what is wrong, or null. */
    String feed(List<byte[]> lines, Path temp) {
        byte[] input = input(lines, temp);
        Cli.Result result = Cli.runWith(input, command(temp));
        if (!exitCodes.contains(result.exitCode())) {
            return "exit code " + result.exitCode() + ": " + result.err();
        }
        if (RAW.matcher(result.err()).find()) {
            return "raw failure: " + result.err();
        }
        return problem(input, lines.size(), result);
    }
}
