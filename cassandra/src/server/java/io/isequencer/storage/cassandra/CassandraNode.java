package io.isequencer.storage.cassandra;

import io.isequencer.testing.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A node of the tests' own: a JVM with the server's class path, and its files below {@code cassandra/target}. */
final class CassandraNode {
    private static final Path LIBRARIES = ProjectFiles.ROOT.resolve("cassandra/server/target/lib");
    private static final long PATIENCE_SECONDS = 240;
    /** The class path and the class. */
    private static final int MAIN_WORDS = 3;

    private static final String READY = "Starting listening for CQL clients";

    private static final List<String> FLAGS = List.of(
            "-Xms192m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djdk.attach.allowAttachSelf=true",
            "-Dcassandra-foreground=yes",
            "-Dcassandra.skip_wait_for_gossip_to_settle=0",
            "-Dcassandra.ring_delay_ms=1000",
            "-Dio.netty.tryReflectionSetAccessible=true");
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "java.base/java.lang.ref",
            "jdk.unsupported/sun.misc",
            "jdk.attach/sun.tools.attach");
    private static final List<String> OPENS = List.of(
            "java.base/java.lang.module",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.util.jar",
            "jdk.management/com.sun.management.internal",
            "java.base/sun.nio.ch",
            "java.base/java.io",
            "java.base/java.lang.reflect",
            "java.base/java.lang",
            "java.base/java.util");

    private final Path home;
    private final List<String> words = new ArrayList<>();
    private int starts;
    private Process process;

    /**
     * @param place the words before the program
     * @param token where in the ring it begins
     */
    CassandraNode(
            Path home, List<String> place, String address, String seeds, int storagePort, int port, String token) {
        this.home = home;
        try {
            Files.createDirectories(home);
            Path config = home.resolve("cassandra.yaml");
            Files.writeString(config, config(address, seeds, storagePort, port, token));
            Path logging = home.resolve("logback.xml");
            Files.writeString(logging, """
                    <configuration>
                      <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%relative %level %logger{0} %msg&#10;</pattern></encoder>
                      </appender>
                      <root level="INFO"><appender-ref ref="OUT" /></root>
                    </configuration>
                    """);
            words.addAll(place);
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(FLAGS);
            EXPORTS.forEach(each -> words.addAll(List.of("--add-exports", each + "=ALL-UNNAMED")));
            OPENS.forEach(each -> words.addAll(List.of("--add-opens", each + "=ALL-UNNAMED")));
            words.add("-Dcassandra.config=" + config.toUri());
            words.add("-Dlogback.configurationFile=" + logging);
            words.add("-Dcassandra.storagedir=" + home);
            words.add("-Dcassandra.logdir=" + home);
            words.add("-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")));
            words.addAll(List.of("-cp", classPath(), "org.apache.cassandra.service.CassandraDaemon"));
        } catch (IOException e) {
            throw new AssertionError("a node must be made", e);
        }
    }

    private static String classPath() {
        if (!Files.isDirectory(LIBRARIES)) {
            throw new AssertionError(
                    "the server's libraries must be there, mvn -Pcassandra copies them: looked=" + LIBRARIES);
        }
        return LIBRARIES.toAbsolutePath().normalize() + File.separator + "*";
    }

    private String config(String address, String seeds, int storagePort, int port, String token) {
        return String.format(
                Locale.ROOT, """
                cluster_name: isequencer-test
                num_tokens: 1
                initial_token: %s
                auto_bootstrap: false
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                dynamic_snitch: false
                listen_address: %s
                rpc_address: %s
                storage_port: %d
                native_transport_port: %d
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "%s"
                commitlog_sync: batch
                commitlog_directory: %s/commitlog
                data_file_directories:
                  - %s/data
                saved_caches_directory: %s/saved_caches
                hints_directory: %s/hints
                cdc_raw_directory: %s/cdc_raw
                hinted_handoff_enabled: false
                authenticator: AllowAllAuthenticator
                authorizer: AllowAllAuthorizer
                paxos_variant: v2
                commitlog_segment_size: 4MiB
                commitlog_total_space: 64MiB
                memtable_heap_space: 32MiB
                memtable_offheap_space: 32MiB
                concurrent_reads: 8
                concurrent_writes: 8
                concurrent_counter_writes: 2
                cas_contention_timeout: 5s
                write_request_timeout: 5s
                read_request_timeout: 5s
                """, token, address, address, storagePort, port, seeds, home, home, home, home, home);
    }

    /** @param flags for its JVM, this time */
    void start(String... flags) {
        try {
            starts++;
            List<String> command = new ArrayList<>(words);
            command.addAll(command.size() - MAIN_WORDS, List.of(flags));
            process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            process.getOutputStream().close();
            Process started = process;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "node-end"));
        } catch (IOException e) {
            throw new AssertionError("a node must be started", e);
        }
    }

    private Path log() {
        return home.resolve("node-" + starts + ".log");
    }

    /** Waits until it serves clients. */
    void awaitReady() {
        long begin = System.nanoTime();
        while (!says(READY)) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("a node must come up: alive=" + process.isAlive() + ", log=" + log());
            }
            Commands.sleep(200);
        }
    }

    boolean says(String words) {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8).contains(words);
        } catch (IOException e) {
            return false;
        }
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Ends it as an operator would. */
    void stop() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    void freeze() {
        Commands.signal(process, "STOP");
    }

    void thaw() {
        Commands.signal(process, "CONT");
    }

    /** Of one that has ended. */
    int exitValue() {
        return process.exitValue();
    }

    boolean isFrozen() {
        return Commands.isStopped(process);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }
}
