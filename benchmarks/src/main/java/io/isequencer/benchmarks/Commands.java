package io.isequencer.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What commands are given to do, in pieces that are counted. */
final class Commands {
    private static final String PROGRAM = Scratch.CHECKOUT.resolve("isequencer").toString();
    private static final int WORKSPACES = 1_000;

    private Commands() {}

    /** An operation is an event of eight numbers in a workspace that is drawn as authors of commits are: by Zipf's law. */
    static Work sequence(int events) {
        return new Fixed(events) {
            @Override
            public List<String> prepare(Path directory) throws IOException, InterruptedException {
                buildProgram(directory);
                Path input = writeEvents(directory, events);
                return List.of(
                        PROGRAM, "sequence", "--data", directory.resolve("data").toString(), input.toString());
            }
        };
    }

    /** An operation is an event whose calls, append and storage are in a history that {@code sequence} writes. */
    static Work recordedHistory(int events) {
        return new Fixed(events) {
            @Override
            public List<String> prepare(Path directory) throws IOException, InterruptedException {
                buildProgram(directory);
                Path input = writeEvents(directory, events);
                String history = directory.resolve("history").toString();
                String data = directory.resolve("data").toString();
                Child.run(
                        List.of(PROGRAM, "sequence", "--data", data, "--history", history, input.toString()),
                        directory.resolve("numbered"));
                return List.of(PROGRAM, "oracle", "history", history);
            }
        };
    }

    /** An operation is a line of a history of that many keys, drawn evenly. */
    static Work history(int lines, int keys) {
        return new Work() {
            @Override
            public List<String> prepare(Path directory) throws IOException, InterruptedException {
                buildProgram(directory);
                Path history = directory.resolve("history");
                GeneratedHistory.write(history, lines, keys);
                return List.of(PROGRAM, "oracle", "history", "--json", history.toString());
            }

            @Override
            public double operations(Path output) throws IOException {
                return told(output, "lines");
            }
        };
    }

    /** An operation is an obligation of the proof. */
    static Work prove(List<String> actions) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "prove", "--json"));
        actions.forEach(action -> command.addAll(List.of("--action", action)));
        return new Told("obligations", 1, command);
    }

    /** An operation is a case that the oracle judges an adapter by. */
    static Work check(Adapter adapter) {
        return new Work() {
            @Override
            public List<String> prepare(Path directory) throws IOException, InterruptedException {
                buildProgram(directory);
                Files.createDirectories(Scratch.CHECKOUT.resolve("target/adapters"));
                if (!adapter.build().isEmpty()) {
                    Child.run(List.of("sh", "-c", adapter.build()), directory.resolve("build"));
                }
                List<String> command = new ArrayList<>(List.of(PROGRAM, "oracle", "check", "--json", "--"));
                command.addAll(List.of(adapter.run().split(" ")));
                return command;
            }

            @Override
            public double operations(Path output) throws IOException {
                // Each passed, or the exit code would be another.
                return told(output, "PASS");
            }
        };
    }

    /** An operation is a step of the simulation, on one core. The figure is that of one run, and each seed is run twice. */
    static Work simulate(int seeds) {
        return new Told("steps", 2, List.of(PROGRAM, "simulate", "--seeds", "1.." + seeds, "--jobs", "1", "--json"));
    }

    /** An operation is a transition that the explorer takes. */
    static Work explore(String config) {
        return new Told("transitions", 1, List.of(PROGRAM, "explore", "--code-only", "--config", config, "--json"));
    }

    /** An operation is a transaction in a small sequencer in Go: a map, a mutex, and a channel to its flusher. */
    static Work goSequencer(int keys, int transactions) {
        return new Fixed(transactions) {
            @Override
            public List<String> prepare(Path directory) throws IOException, InterruptedException {
                String program = directory.resolve("sequencer").toString();
                Child.run(
                        List.of(
                                "go",
                                "build",
                                "-o",
                                program,
                                Scratch.CHECKOUT
                                        .resolve("benchmarks/src/main/go/sequencer.go")
                                        .toString()),
                        directory.resolve("build"));
                return List.of(program, String.valueOf(keys), String.valueOf(transactions));
            }
        };
    }

    private abstract static class Fixed implements Work {
        private final int operations;

        Fixed(int operations) {
            this.operations = operations;
        }

        @Override
        public double operations(Path output) {
            return operations;
        }
    }

    /**
     * Work whose amount is a number in the command's JSON.
     *
     * @param times how often it did that amount
     */
    private record Told(String field, int times, List<String> command) implements Work {
        @Override
        public List<String> prepare(Path directory) throws IOException, InterruptedException {
            buildProgram(directory);
            return command;
        }

        @Override
        public double operations(Path output) throws IOException {
            return times * told(output, field);
        }
    }

    private static double told(Path output, String field) throws IOException {
        String text = Files.readString(output);
        Matcher found = Pattern.compile("\"" + field + "\":([0-9]+)").matcher(text);
        if (!found.find()) {
            throw new IOException("output must tell its work: field=" + field + ", output=" + text);
        }
        return Double.parseDouble(found.group(1));
    }

    /** Its launcher builds it, if there is no build or the sources are newer: that is not to be measured. */
    private static void buildProgram(Path directory) throws IOException, InterruptedException {
        Child.run(List.of(PROGRAM, "--version"), directory.resolve("version"));
    }

    private static Path writeEvents(Path directory, int events) throws IOException {
        double[] upTo = new double[WORKSPACES];
        double sum = 0;
        for (int i = 0; i < WORKSPACES; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        SplittableRandom random = new SplittableRandom(1);
        Path input = directory.resolve("events.ndjson");
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int event = 0; event < events; event++) {
                int workspace = Arrays.binarySearch(upTo, random.nextDouble() * sum);
                out.write(String.format(
                        Locale.ROOT,
                        "{\"ref\":\"%012x\",\"wsKind\":1,\"wsId\":\"%d\",\"seqIds\":[1,2,2,2,2,2,2,2]}\n",
                        event,
                        140_737_488_355_329L + Math.abs(workspace)));
            }
        }
        return input;
    }
}
