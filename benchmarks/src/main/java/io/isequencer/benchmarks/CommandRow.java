package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Round;
import io.isequencer.benchmarks.Result.Sample;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A row whose subject is a command, measured as a process: start and end are in it. The yardstick is the same command
 * with less work; where the ratio is 1 or less, more work takes no more time for each piece.
 *
 * @param yardstick how much less
 * @param needed a program that must be on the path, or null
 */
record CommandRow(String name, String goal, String yardstick, boolean byClock, String needed, Work large, Work small)
        implements Row {
    /** The user's and the system's time of children that have ended, in the words behind the program's name. */
    private static final int CHILDREN_USER = 13;

    private static final long TICK_NANOS = 10_000_000;
    private static final Path STATISTICS = Path.of("/proc/self/stat");

    /** What a process is to do. */
    interface Work {
        /** Puts its input into a directory of its own, and gives its command line. */
        List<String> prepare(Path directory) throws IOException, InterruptedException;

        /** How many operations it was, by what it printed. */
        double operations(Path output) throws IOException;
    }

    @Override
    public int quickRounds() {
        return 1;
    }

    @Override
    public String missing() {
        if (!Files.isReadable(STATISTICS)) {
            return "CPU time of other processes must be told: missing=" + STATISTICS;
        }
        return needed == null || isOnPath(needed) ? null : "program must be on the PATH: missing=" + needed;
    }

    @Override
    public Round measure(boolean quick) throws IOException, InterruptedException {
        return new Round(sample(large), sample(small));
    }

    private static Sample sample(Work work) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("isequencer-bench");
        try {
            Path output = directory.resolve("output");
            List<String> command = work.prepare(directory);
            long cpu = childrenNanos();
            long begin = System.nanoTime();
            run(command, output);
            long nanos = System.nanoTime() - begin;
            cpu = childrenNanos() - cpu;
            double operations = work.operations(output);
            return new Sample(nanos / operations, cpu / operations, 0, 0, 0);
        } finally {
            Scratch.delete(directory);
        }
    }

    /** Runs a command that must succeed. */
    static void run(List<String> command, Path output) throws IOException, InterruptedException {
        Path messages = output.resolveSibling("messages");
        int exitCode = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("command must succeed: command=" + command + ", exitCode=" + exitCode + ", stderr="
                    + Files.readString(messages));
        }
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static long childrenNanos() throws IOException {
        String statistics = Files.readString(STATISTICS);
        String[] words =
                statistics.substring(statistics.lastIndexOf(')') + 2).strip().split(" ");
        return (Long.parseLong(words[CHILDREN_USER]) + Long.parseLong(words[CHILDREN_USER + 1])) * TICK_NANOS;
    }
}
