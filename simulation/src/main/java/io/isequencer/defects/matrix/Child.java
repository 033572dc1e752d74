package io.isequencer.defects.matrix;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child JVM in which a defect's classes come before all others.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} if it cannot be started.
 *   <li><i>Units:</i> seconds.
 * </ul>
 */
public final class Child {
    private final Path home;
    private final String classPath;
    private final Path logs;
    private final int limitSeconds;

    /**
     * A way to run children.
     *
     * @param classPath what comes after the defect's classes
     * @param logs a directory for what children print
     * @param limitSeconds a child that runs longer is ended: it hangs
     */
    public Child(Path home, String classPath, Path logs, int limitSeconds) {
        this.home = home.toAbsolutePath();
        this.classPath = classPath;
        this.logs = logs;
        this.limitSeconds = limitSeconds;
    }

    /**
     * How a child ended.
     *
     * @param lastLine of what it wrote to standard output
     */
    record Ended(int exit, boolean hung, String lastLine, Path log) {}

    /** The command line of a child. */
    public List<String> command(Path classes, List<String> arguments) {
        List<String> command = ChildJvm.command();
        // A child lives for seconds: the optimizing compiler would take longer than it saves.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx1g"));
        command.addAll(ChildJvm.withoutWarnings());
        if (Runtime.version().feature() >= 24) {
            command.add("-XX:+EnableDynamicAgentLoading");
        }
        command.add("-Disequencer.basedir=" + home);
        command.add("-Disequencer.home=" + home);
        // Or jqwik writes into a directory that only a build has made.
        command.add("-Djqwik.database=" + logs.toAbsolutePath().resolve("jqwik-database"));
        command.addAll(List.of("-cp", classes + File.pathSeparator + classPath));
        command.addAll(arguments);
        return command;
    }

    /** Runs one to its end. */
    Ended run(String name, Path classes, List<String> arguments) {
        Path output = logs.resolve(name + ".out");
        Path log = logs.resolve(name + ".log");
        try {
            Files.createDirectories(logs);
            Process process = new ProcessBuilder(command(classes, arguments))
                    .directory(home.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(log.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
                return new Ended(ended ? process.exitValue() : -1, !ended, lastLine(output), log);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException(Kind.INTERNAL, "thread must not be interrupted: waiting=" + name, failure);
        } catch (IOException failure) {
            throw new CheckFailedException(Kind.INTERNAL, "child must start: " + failure, failure);
        }
    }

    private static String lastLine(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output, StandardCharsets.UTF_8)) {
            return lines.reduce("", (before, line) -> line.isBlank() ? before : line.strip());
        }
    }
}
