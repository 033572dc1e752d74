package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.history.HistoryVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three nodes, three replicas, three owners of one partition at once, each in a network namespace of its own; and everything
 * is broken that can be.
 */
@Tag("slow")
class BrokenClusterTest {
    private static final int NODES = 3;
    private static final int OWNERS = 3;
    private static final long PHASE_MS = 6_000;
    private static final long PATIENCE_SECONDS = 180;

    private final Site site = Site.of(NODES + OWNERS);
    /** What the owners of the partition at hand write down. */
    private final List<Path> records = new ArrayList<>();

    private final List<Phase> phases = new ArrayList<>();
    private CassandraCluster cluster;
    private Path out;

    private record Phase(String name, long from, long until) {}

    /** A process of an owner, and where it runs. */
    private record Owner(Process process, int host, Path record) {}

    private interface Nemesis {
        void strike() throws Exception;
    }

    @Test
    void nothingIsLostAndNoNumberComesTwice() throws Exception {
        out = Files.createDirectories(
                Path.of("cassandra/target/broken-" + ProcessHandle.current().pid())
                        .toAbsolutePath());
        try (CassandraCluster started = new CassandraCluster(site, NODES)) {
            cluster = started;
            run(1, "dump", "hammered", out.resolve("nothing.txt").toString());
            List<Owner> owners = new ArrayList<>();
            for (int i = 1; i <= OWNERS; i++) {
                owners.add(owner(NODES + i));
            }
            owners.forEach(BrokenClusterTest::awaitOpen);
            awaitAcknowledgements(20);
            breakAll(owners);
            for (Owner owner : owners) {
                end(owner);
            }
            run(1, "dump", "hammered", out.resolve("dump.txt").toString());
            judge();
            planted();
            staleReads();
            measure();
        } finally {
            site.close();
        }
    }

    private void breakAll(List<Owner> owners) throws Exception {
        phase("three owners hammer one partition", () -> sleep(PHASE_MS));
        phase("kill -9 of a node", () -> {
            cluster.node(3).kill();
            sleep(PHASE_MS);
        });
        phase("it comes back", () -> restart(3));
        phase("a node hangs (SIGSTOP)", () -> {
            cluster.node(2).freeze();
            sleep(PHASE_MS);
            cluster.node(2).thaw();
        });
        phase("an owner hangs (SIGSTOP), others go on, it wakes", () -> {
            Commands.signal(owners.get(0).process(), "STOP");
            sleep(PHASE_MS);
            Commands.signal(owners.get(0).process(), "CONT");
            sleep(1_000);
        });
        phase("kill -9 of an owner, another takes its place", () -> {
            owners.get(1).process().destroyForcibly().waitFor();
            owners.set(1, owner(owners.get(1).host()));
            awaitOpen(owners.get(1));
            sleep(PHASE_MS);
        });
        if (site.canCut()) {
            phase("a node is cut off", () -> cutFor(1));
            phase("an owner is cut off", () -> cutFor(owners.get(2).host()));
            phase("a node is not heard by another (one-way)", () -> {
                site.cutOneWay(2, 1);
                sleep(PHASE_MS);
                site.heal();
            });
            phase("a node's packets are lost in bursts", () -> {
                for (int i = 0; i < 12; i++) {
                    site.cut(3);
                    sleep(150);
                    site.heal();
                    sleep(350);
                }
            });
        }
        phase("kill -9 of two nodes: nothing is accepted", () -> {
            cluster.node(1).kill();
            cluster.node(2).kill();
            sleep(PHASE_MS);
        });
        phase("they come back", () -> {
            cluster.node(1).start();
            cluster.node(2).start();
            cluster.node(1).awaitReady();
            cluster.node(2).awaitReady();
        });
        phase("all is well", () -> awaitAcknowledgements(20));
        phase("rolling restart", () -> {
            for (int node = 1; node <= NODES; node++) {
                cluster.node(node).stop();
                restart(node);
                awaitAcknowledgements(5);
            }
        });
        phase("all is well again", () -> awaitAcknowledgements(20));
    }

    private void cutFor(int host) {
        site.cut(host);
        sleep(PHASE_MS);
        site.heal();
    }

    private void restart(int node) {
        cluster.node(node).start();
        cluster.node(node).awaitReady();
    }

    private void phase(String name, Nemesis nemesis) throws Exception {
        System.out.println("phase: " + name);
        long from = System.nanoTime();
        nemesis.strike();
        phases.add(new Phase(name, from, System.nanoTime()));
    }

    private void judge() throws IOException {
        ClusterHistory history = new ClusterHistory(records, out.resolve("dump.txt"));
        for (Phase phase : phases) {
            tell(String.format(
                    Locale.ROOT,
                    "%-52s %6.1f s, %5d acknowledged, longest gap %6d ms",
                    phase.name(),
                    (phase.until() - phase.from()) / 1e9,
                    history.acknowledgedBetween(phase.from(), phase.until()),
                    history.longestGapMs(phase.from(), phase.until())));
        }
        tell("events=" + history.events() + " acknowledged=" + history.acknowledged() + " other answers="
                + history.refusals() + " errors seen by owners="
                + history.errors().size() + " lost acknowledgements="
                + history.lost().size());
        history.errors().stream()
                .collect(Collectors.groupingBy(
                        error -> error.replaceAll("plogOffset=\\d+|node\\d*|[0-9.]+:\\d+|\\d{2,}", "…"),
                        Collectors.counting()))
                .forEach((error, count) -> tell("  " + count + " × " + error));
        HistoryVerdict verdict = history.judge(out.resolve("history.ndjson"));
        tell("oracle: " + verdict);
        assertEquals(List.of(), history.lost());
        assertEquals(List.of(), history.wrongAtTheEnd());
        assertNull(verdict.breach(), () -> out.resolve("history.ndjson") + ": " + verdict.breach());
        assertTrue(verdict.events() > 100, () -> "events=" + verdict.events());
        assertEquals(history.events(), verdict.events(), "what the log holds and what owners did");
        Phase closed = phases.stream()
                .filter(phase -> phase.name().startsWith("kill -9 of two"))
                .findFirst()
                .orElseThrow();
        // What was under way may still be answered.
        assertEquals(
                0,
                history.acknowledgedBetween(closed.from() + TimeUnit.SECONDS.toNanos(2), closed.until()),
                "without a majority nothing is acknowledged");
        assertTrue(
                history.errors().stream().anyMatch(error -> error.contains("cluster must answer: call=")),
                "owners are told what failed");
    }

    /** The same owners over a log that looks before it writes: the judges see it. */
    private void planted() throws Exception {
        records.clear();
        List<Owner> owners = new ArrayList<>();
        for (int i = 1; i <= OWNERS; i++) {
            owners.add(owner(NODES + i, "own-planted", "planted"));
        }
        awaitAcknowledgements(50);
        sleep(PHASE_MS);
        for (Owner owner : owners) {
            end(owner);
        }
        run(1, "dump", "planted", out.resolve("planted.txt").toString());
        ClusterHistory history = new ClusterHistory(records, out.resolve("planted.txt"));
        HistoryVerdict verdict = history.judge(out.resolve("planted.ndjson"));
        tell("a look and then a write instead of an insert: acknowledged=" + history.acknowledged()
                + " lost acknowledgements=" + history.lost().size() + ", oracle: " + verdict.breach());
        assertFalse(history.lost().isEmpty(), "owners overwrite each other's events");
        assertNotNull(verdict.breach(), "and the oracle sees it");
    }

    /** A node that missed a write does not know it; who reads from a majority does not care. */
    private void staleReads() throws Exception {
        Path answer = out.resolve("stale.txt");
        for (int number = 10; number <= 20; number += 10) {
            if (number == 20) {
                cluster.node(3).kill();
            }
            runVia(1, List.of(1, 2), "write", "stale", Integer.toString(number));
        }
        restart(3);
        run(1, "read", "stale", "20", answer.toString());
        String[] stale = Files.readString(answer).split(" ");
        tell("numbers that a node missed, read too low: by a majority " + stale[0] + ", at ONE " + stale[1]);
        assertEquals("0", stale[0]);
        assertNotEquals("0", stale[1], "who reads at ONE is given what a node missed: the number would come twice");
    }

    private void measure() throws Exception {
        for (int partitions : new int[] {1, 64}) {
            Path figures = out.resolve("measure-" + partitions + ".txt");
            run(1, "measure", Integer.toString(partitions), "6", figures.toString());
            tell(Files.readString(figures));
        }
    }

    /** A line of the report. */
    private void tell(String line) {
        System.out.println(line);
        try {
            Files.writeString(
                    out.resolve("report.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Owner owner(int host) throws IOException {
        return owner(host, "own", "hammered");
    }

    private Owner owner(int host, String command, String partition) throws IOException {
        String name = partition + "-" + (records.size() + 1);
        Path record = out.resolve(name + ".txt");
        records.add(record);
        Process process = new ProcessBuilder(words(
                        host, allNodes(), command, partition, Integer.toString(records.size()), record.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.resolve(name + ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "owner-end"));
        return new Owner(process, host, record);
    }

    private void end(Owner owner) throws Exception {
        owner.process().getOutputStream().close();
        assertTrue(owner.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "an owner ends");
    }

    private static List<Integer> allNodes() {
        return IntStream.rangeClosed(1, NODES).boxed().toList();
    }

    private void run(int host, String... arguments) throws Exception {
        runVia(host, allNodes(), arguments);
    }

    private void runVia(int host, List<Integer> contacts, String... arguments) throws Exception {
        Path log = out.resolve("other.log");
        Process process = new ProcessBuilder(words(NODES + host, contacts, arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends: " + List.of(arguments));
        assertEquals(0, process.exitValue(), () -> read(log));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> words(int host, List<Integer> contacts, String command, String... arguments) {
        List<String> words = new ArrayList<>(site.on(host));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                OwnerProcess.class.getName(),
                command,
                contacts.stream()
                        .map(cluster::address)
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .collect(Collectors.joining(","))));
        words.addAll(List.of(arguments));
        return words;
    }

    private List<String> words(int host, List<Integer> contacts, String[] arguments) {
        return words(
                host,
                contacts,
                arguments[0],
                List.of(arguments).subList(1, arguments.length).toArray(new String[0]));
    }

    /** Waits until it has connected: one that begins while nodes are cut off may be refused. */
    private static void awaitOpen(Owner owner) {
        long begin = System.nanoTime();
        while (!Files.exists(owner.record())) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError(
                        "an owner must connect: alive=" + owner.process().isAlive());
            }
            sleep(200);
        }
    }

    /** Waits until so many more appends were acknowledged, to whomever. */
    private void awaitAcknowledgements(int more) throws IOException {
        long begin = System.nanoTime();
        long before = acknowledged();
        while (acknowledged() < before + more) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("appends must be accepted again: accepted=" + (acknowledged() - before));
            }
            sleep(200);
        }
    }

    private long acknowledged() throws IOException {
        long count = 0;
        for (Path record : records) {
            if (Files.exists(record)) {
                try (Stream<String> lines = Files.lines(record)) {
                    count += lines.filter(line -> line.startsWith("told ") && line.endsWith(" ok"))
                            .count();
                }
            }
        }
        return count;
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
