package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.isequencer.testing.ProjectFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The compilers and interpreters of the bundled adapters. Where one is missing, that is said past the test runner, which
 * keeps the output of tests in files; with {@code CI=true} it is a failure. {@code ISEQUENCER_TOOLCHAINS=go,python3}
 * names those that a machine must have, whether it is CI or not.
 */
public final class Toolchains {
    private static final long BUILD_MINUTES = 15;

    private Toolchains() {}

    static boolean has(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(directory -> Path.of(directory, tool))
                .anyMatch(Files::isExecutable);
    }

    /** Whether a machine with these variables must have the tool. */
    static boolean isRequired(String tool, Map<String, String> environment) {
        String listed = environment.get("ISEQUENCER_TOOLCHAINS");
        if (listed != null) {
            return List.of(listed.split(",")).contains(tool);
        }
        return "true".equals(environment.get("CI"));
    }

    /** Ends the test if the tool is missing. */
    public static void require(String tool, String whatIsNotRun) {
        if (has(tool)) {
            return;
        }
        String message = whatIsNotRun + ": NOT RUN, since " + tool + " is not on the PATH";
        try (PrintStream console =
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
            console.println(message);
        }
        if (isRequired(tool, System.getenv())) {
            fail(message);
        }
        abort(message);
    }

    /** Builds an adapter, unless that was done since its sources changed; the other JVM of the tests may want it, too. */
    static synchronized void build(BundledAdapter adapter) throws IOException, InterruptedException {
        if (adapter.build().isEmpty()) {
            return;
        }
        Path target = Files.createDirectories(ProjectFiles.ROOT.resolve("target/adapters"));
        Path file = target.resolve(adapter.id() + ".lock");
        try (FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!isNewer(adapter)) {
                buildAnew(adapter, target.resolve(adapter.id() + "-build.log"));
            }
        }
    }

    private static void buildAnew(BundledAdapter adapter, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", adapter.build())
                .directory(ProjectFiles.ROOT.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("GOTOOLCHAIN", "local");
        Process process = builder.start();
        boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertEquals(true, ended, adapter.build() + " must end\n" + output);
        assertEquals(0, process.exitValue(), adapter.build() + " must succeed\n" + output);
    }

    private static boolean isNewer(BundledAdapter adapter) throws IOException {
        Path binary = ProjectFiles.ROOT.resolve(adapter.run());
        if (!Files.exists(binary)) {
            return false;
        }
        long built = Files.getLastModifiedTime(binary).toMillis();
        try (Stream<Path> sources = Files.list(ProjectFiles.ROOT.resolve(adapter.directory()))) {
            return sources.mapToLong(source -> source.toFile().lastModified()).allMatch(changed -> changed < built);
        }
    }
}
