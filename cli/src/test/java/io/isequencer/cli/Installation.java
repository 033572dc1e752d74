package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The script {@code isequencer} in a directory of its own, with a Maven and a Java that only write down their calls. */
final class Installation {
    private static final String FAKE_MVN = """
            #!/bin/sh
            echo build >>"$HOME/builds"
            [ ! -e "$HOME/broken" ] || { echo 'does not compile'; exit 1; }
            mkdir -p "$HOME/project/target/lib"
            [ -e "$HOME/without-jar" ] || echo jar >"$HOME/project/target/isequencer-cli.jar"
            echo library >"$HOME/project/target/lib/library.jar"
            """;

    private static final String FAKE_JAVA = """
            #!/bin/sh
            for option; do
                case $option in
                    -XX:ArchiveClassesAtExit=*) echo classes >"${option#*=}"; exit ;;
                esac
            done
            case $* in
                *--dry-run*)
                    echo "tried: $*" >"$HOME/tried"
                    [ ! -e "$HOME/unstartable" ] || { echo 'Unrecognized option: -bad'; exit 1; }
                    exit 0
                    ;;
            esac
            # Not everybody may write there.
            if [ -w "$HOME" ]; then
                echo "LC_ALL=${LC_ALL:-}" >"$HOME/locale"
                : >"$HOME/open"
                true 3<&0 && echo 0 >>"$HOME/open"
                true 3>&1 && echo 1 >>"$HOME/open"
                true 3>&2 && echo 2 >>"$HOME/open"
            fi
            echo "$@"
            exit 7
            """;

    /** Knows UTF-8, under one name, and a legacy encoding. */
    private static final String FAKE_LOCALE = """
            #!/bin/sh
            case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
                C.UTF-8) echo UTF-8 ;;
                fr_FR) echo ISO-8859-1 ;;
                *) echo ANSI_X3.4-1968 ;;
            esac
            """;

    /** Far above what it takes, since the machine may be busy. */
    private static final long LIMIT_SECONDS = 300;

    /** What the launcher itself is told; the rest of the environment is that of the tests. */
    final Map<String, String> environment = new TreeMap<>();

    private final Path home;

    record Result(int exitCode, String out, String err) {}

    /** A launcher under way; what it prints goes to files, so that one that never ends can be waited for in vain. */
    record Launched(Process process, Path out, Path err) {
        long pid() {
            return process.pid();
        }

        Result result() throws Exception {
            try {
                assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "it must end: stderr=" + err);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    Installation(Path home) throws IOException {
        this.home = home;
        // Others have to get in.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        script(project().resolve("isequencer"), ProjectFiles.read("isequencer"));
        Files.createDirectories(project().resolve("src/main"));
        Files.writeString(project().resolve("pom.xml"), "<project/>");
        script(home.resolve("bin/mvn"), FAKE_MVN);
        script(home.resolve("bin/locale"), FAKE_LOCALE);
        script(home.resolve("jdk/bin/java"), FAKE_JAVA);
        javaVersion("17.0.1");
    }

    Path project() {
        return home.resolve("project");
    }

    Path launcher() {
        return project().resolve("isequencer");
    }

    Path target() {
        return project().resolve("target");
    }

    Path jar() {
        return target().resolve("isequencer-run.jar");
    }

    Path lock() {
        return target().resolve("launcher.lock");
    }

    /** From now on a real JVM runs, with the classes of these tests. @param classPath what the jar refers to */
    void useJvm(List<Path> classPath) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        script(home.resolve("jdk/bin/java"), "#!/bin/sh\nexec '" + java + "' \"$@\"\n");
        javaVersion(String.valueOf(Runtime.version().feature()));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.isequencer.cli.Start");
        String references =
                classPath.stream().map(file -> file.toUri().toString()).collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, references);
        Files.createDirectories(target());
        new JarOutputStream(Files.newOutputStream(jar()), manifest).close();
    }

    void javaVersion(String version) throws IOException {
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** As if the sources had been changed after the build. */
    void age() throws IOException {
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
    }

    int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    Result run(String... args) throws Exception {
        return run(launcher(), args);
    }

    Result run(Path launcher, String... args) throws Exception {
        return start(launcher, args).result();
    }

    Launched start(Path launcher, String... args) throws IOException {
        return start(List.of(), launcher, args);
    }

    /** By somebody whom permissions hold back: if root runs the tests, somebody else. */
    Result runUnprivileged(String... args) throws Exception {
        List<String> become =
                ownsAll() ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
        return start(become, launcher(), args).result();
    }

    /** @param redirections as the shell has them, {@code <&-} for example */
    Result runRedirected(String redirections, String... args) throws Exception {
        return start(List.of("sh", "-c", "exec \"$@\" " + redirections, "sh"), launcher(), args)
                .result();
    }

    private Launched start(List<String> before, Path launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("sh", launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> variables = builder.environment();
        variables.put("HOME", home.toString());
        variables.put("JAVA_HOME", home.resolve("jdk").toString());
        variables.merge("PATH", home.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        for (String name : List.of("ISEQUENCER_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "LC_ALL")) {
            variables.remove(name);
        }
        variables.putAll(environment);
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        return new Launched(process, out, err);
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true, false));
    }

    /** Whether permissions mean nothing to us. */
    private boolean ownsAll() throws IOException {
        Path forbidden = Files.createTempDirectory(home, "forbidden");
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("r-xr-xr-x"));
        return Files.isWritable(forbidden);
    }
}
