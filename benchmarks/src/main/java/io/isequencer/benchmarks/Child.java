package io.isequencer.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that was measured from its start to its end, with those that it started itself.
 *
 * @param cpuNanos in steps of ten milliseconds
 * @param peakBytes the most memory that it held in the time up to some milliseconds before its end; null if it was too brief to be
 *     asked
 */
record Child(long nanos, long cpuNanos, Long peakBytes) {
    /** The user's and the system's time of children that have ended, in the words behind the program's name. */
    private static final int CHILDREN_USER = 13;

    private static final long TICK_NANOS = 10_000_000;
    private static final long POLL_MS = 20;
    private static final Path STATISTICS = Path.of("/proc/self/stat");

    /** Why processes cannot be measured here, or null. */
    static String missing() {
        return Files.isReadable(STATISTICS) ? null : "CPU time of other processes must be told: missing=" + STATISTICS;
    }

    /** Runs a command that must succeed. */
    static Child run(List<String> command, Path output) throws IOException, InterruptedException {
        Path messages = output.resolveSibling("messages");
        long cpu = childrenNanos();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile())
                .directory(Scratch.CHECKOUT.toFile())
                .start();
        Long peak = null;
        while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
            Long now = peakBytes(process.pid());
            peak = now == null ? peak : now;
        }
        long nanos = System.nanoTime() - begin;
        if (process.exitValue() != 0) {
            throw new IOException("command must succeed: command=" + command + ", exitCode=" + process.exitValue()
                    + ", stderr=" + Files.readString(messages));
        }
        return new Child(nanos, childrenNanos() - cpu, peak);
    }

    private static long childrenNanos() throws IOException {
        String statistics = Files.readString(STATISTICS);
        String[] words =
                statistics.substring(statistics.lastIndexOf(')') + 2).strip().split(" ");
        return (Long.parseLong(words[CHILDREN_USER]) + Long.parseLong(words[CHILDREN_USER + 1])) * TICK_NANOS;
    }

    /** Null if it has ended meanwhile. */
    private static Long peakBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    Double peakMebibytes() {
        return peakBytes == null ? null : Double.valueOf(peakBytes / 1048576.0);
    }
}
