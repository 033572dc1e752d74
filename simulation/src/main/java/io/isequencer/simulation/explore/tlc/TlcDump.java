package io.isequencer.simulation.explore.tlc;

import io.isequencer.model.Tlc;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * TLC in a JVM of its own, writing its state graph to a file that is read while it grows.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalStateException} if TLC does not end well, with the last lines that it said.
 * </ul>
 */
public final class TlcDump implements AutoCloseable {
    private static final int POLL_MS = 5;
    private static final int LAST_LINES = 15;

    private final Path dump;
    private final Path output;
    private final Process process;

    /** Starts TLC. @param directory for all that it writes; what is in it is lost */
    public TlcDump(Path module, Path cfg, Path directory, List<String> jvmFlags) {
        dump = directory.resolve("graph.dot");
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.add("-XX:+UseSerialGC");
        Tlc tlc = new Tlc(directory, flags);
        output = tlc.output();
        process = tlc.start(
                module,
                cfg,
                List.of(
                        "-workers",
                        "1",
                        "-dump",
                        "dot,actionlabels",
                        dump.toAbsolutePath().toString()));
    }

    /** The graph, from its beginning to where TLC ends. */
    public InputStream open() throws IOException {
        while (process.isAlive() && !Files.exists(dump)) {
            pause();
        }
        requireGoodEnd();
        return new Growing(dump.toFile());
    }

    private void requireGoodEnd() throws IOException {
        if (!process.isAlive() && process.exitValue() != 0) {
            List<String> lines = Files.readAllLines(output);
            String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
            throw new IllegalStateException("TLC must end with 0: exit=" + process.exitValue() + "\n" + last);
        }
    }

    private void pause() {
        try {
            process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("the exploration must not be interrupted", interrupted);
        }
    }

    /** Ends TLC and removes the graph, which is large. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        while (process.isAlive()) {
            pause();
        }
        Files.deleteIfExists(dump);
    }

    /** Waits at the end of the file until TLC has ended too. */
    private final class Growing extends FileInputStream {
        Growing(File file) throws IOException {
            super(file);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (true) {
                boolean alive = process.isAlive();
                int read = super.read(bytes, from, length);
                if (read > 0) {
                    return read;
                }
                if (!alive) {
                    requireGoodEnd();
                    return -1;
                }
                pause();
            }
        }
    }
}
