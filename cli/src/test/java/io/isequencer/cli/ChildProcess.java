package io.isequencer.cli;

import io.isequencer.laboratory.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command line in a process of its own, which can be killed. */
public final class ChildProcess implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 300;
    private static final long SIGINT_BIT = 1L << 1;

    private final Process process;
    private final BufferedReader out;

    private ChildProcess(Process process) {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProcess start(Path errFile, String... args) throws IOException {
        return start(errFile, command(classPath(), Map.of(), args));
    }

    /** With classes that go before all others, and system properties. */
    static ChildProcess startObserved(Path errFile, Path classes, Map<String, String> properties, String... args)
            throws IOException {
        return start(errFile, command(classes + File.pathSeparator + classPath(), properties, args));
    }

    /** No file may grow beyond so many bytes. */
    public static ChildProcess startLimited(Path errFile, long fileBytes, String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -f " + fileBytes / 512 + "; exec \"$@\"", "sh"));
        command.addAll(command(classPath(), Map.of(), args));
        return start(errFile, command);
    }

    private static ChildProcess start(Path errFile, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(interruptible(command)).redirectError(errFile.toFile());
        // Progress is drawn on terminals that can draw over a line.
        builder.environment().put("TERM", "xterm");
        return new ChildProcess(builder.start());
    }

    /** Tests that run in the background may ignore Ctrl-C, and what they start would inherit that. */
    private static List<String> interruptible(List<String> command) throws IOException {
        if (!ignoresInterrupts()) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT"));
        whole.addAll(command);
        return whole;
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & SIGINT_BIT) != 0;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static List<String> command(String classPath, Map<String, String> properties, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath));
        command.addAll(1, ChildJvm.withoutWarnings());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("io.isequencer.cli.Main");
        command.addAll(List.of(args));
        return command;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill does. {@code Process.destroy} would close our end of the pipes too. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("kill must find the child: exit=" + exit);
        }
    }

    /** Waits until it has read a file that it keeps open to its end. */
    void awaitRead(Path file) throws IOException, InterruptedException {
        while (!hasRead(file)) {
            if (!process.isAlive()) {
                throw new AssertionError("child must read and wait: file=" + file);
            }
            Thread.sleep(20);
        }
    }

    private boolean hasRead(Path file) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            for (Path each : open.toList()) {
                if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file.toRealPath())) {
                    String info = Files.readString(proc.resolve("fdinfo").resolve(each.getFileName()));
                    return info.lines().findFirst().orElseThrow().equals("pos:\t" + Files.size(file));
                }
            }
        } catch (NoSuchFileException | UncheckedIOException closedMeanwhile) {
            return false;
        }
        return false;
    }

    /** As kill -9 does. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Up to so many lines of stdout, fewer if it ends before. */
    List<String> read(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = count > 0 ? out.readLine() : null;
        while (line != null) {
            lines.add(line);
            line = lines.size() < count ? out.readLine() : null;
        }
        return lines;
    }

    /** All that is left of stdout; a last line without line feed, cut off by a kill, is left out. */
    public List<String> readRest() throws IOException {
        StringBuilder rest = new StringBuilder();
        char[] chunk = new char[8192];
        for (int size = out.read(chunk); size >= 0; size = out.read(chunk)) {
            rest.append(chunk, 0, size);
        }
        return rest.substring(0, rest.lastIndexOf("\n") + 1).lines().toList();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("child must end: seconds=" + TIMEOUT_SECONDS);
        }
        return process.exitValue();
    }

    /** Lets it run for a while, then kills it. */
    void killAfter(long ms) throws InterruptedException {
        if (!process.waitFor(ms, TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
