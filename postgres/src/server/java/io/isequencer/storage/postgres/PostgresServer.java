package io.isequencer.storage.postgres;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the tests' own: a new cluster below {@code postgres/target}, on a free port of the loopback
 * interface, never run by root. It is started once per JVM and ends with it.
 */
final class PostgresServer {
    static final String USER = "sequencer";
    static final String PASSWORD = "not-to-be-printed";

    private static final String INSTALL = "apt-get install -y postgresql";
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final long PATIENCE_SECONDS = 60;

    private static PostgresServer shared;

    private final Path binaries;
    private final Path data;
    private final Path log;
    private final int port;

    private PostgresServer(Path binaries, Path data, int port) {
        this.binaries = binaries;
        this.data = data;
        this.log = data.resolve("server.log");
        this.port = port;
    }

    /** The one of this JVM. */
    static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = create(0);
        }
        return shared;
    }

    /** A new one, no file of which may become larger than so many KiB; 0 for no limit. */
    static PostgresServer create(int maxFileKib) {
        try {
            Path target = ProjectFiles.ROOT
                    .resolve("postgres/target")
                    .toAbsolutePath()
                    .normalize();
            Path home = Files.createTempDirectory(Files.createDirectories(target), "cluster-");
            PostgresServer server = new PostgresServer(binaries(), home.resolve("data"), freePort());
            server.make(home);
            server.start(maxFileKib);
            Runtime.getRuntime().addShutdownHook(new Thread(server::end, "postgres-end"));
            return server;
        } catch (IOException e) {
            throw new AssertionError("a server must be made", e);
        }
    }

    /** The newest that is installed. */
    private static Path binaries() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(INSTALLATIONS)) {
            try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
                versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .forEach(found::add);
            }
        }
        return found.stream()
                .max(Comparator.comparing(
                        bin -> Integer.valueOf(bin.getParent().getFileName().toString())))
                .orElseThrow(() -> new AssertionError(
                        "PostgreSQL's server must be installed: looked=" + INSTALLATIONS + ", install it: " + INSTALL));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void make(Path home) throws IOException {
        Path password = home.resolve("password");
        Files.writeString(password, PASSWORD + "\n");
        if (isRoot()) {
            run(List.of("chown", "-R", "postgres", home.toString()));
        }
        run(asOwner(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-instructions"));
    }

    void start(int maxFileKib) {
        String options = "-c listen_addresses=127.0.0.1 -c port=" + port
                + " -c unix_socket_directories= -c max_connections=60 -c shared_buffers=16MB -c fsync=on";
        String limit = maxFileKib == 0 ? "" : "ulimit -f " + maxFileKib + "; ";
        run(asOwner(
                "bash",
                "-c",
                limit + "exec '" + binaries.resolve("pg_ctl") + "' start --wait --timeout=" + PATIENCE_SECONDS
                        + " --pgdata='" + data + "' --log='" + log + "' -o '" + options + "'"));
    }

    /** Kills the server and all that it started, as the system would. */
    void kill() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
            all.add(0, postmaster);
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle each : all) {
                each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError("the server must be killed", e);
        }
    }

    /** Ends it for good and removes its files. */
    private void end() {
        try {
            new ProcessBuilder(asOwner(
                            binaries.resolve("pg_ctl").toString(), "stop", "--mode=immediate", "--pgdata=" + data))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(data.getParent())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // What is left lies below target.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return port;
    }

    String url() {
        return url(port);
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        return properties;
    }

    private static boolean isRoot() throws IOException {
        return run(List.of("id", "-u")).strip().equals("0");
    }

    private static List<String> asOwner(String... command) {
        try {
            List<String> all = new ArrayList<>();
            if (isRoot()) {
                all.addAll(List.of("runuser", "-u", "postgres", "--"));
            }
            all.addAll(List.of(command));
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(List<String> command) {
        try {
            Path output = Files.createTempFile("isequencer-postgres-", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    // No pipe: a server that lives on would hold its end.
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError("command must succeed: command=" + command + ", output=" + text);
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError("command must be run: command=" + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
