package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processes beside a cluster: owners of partitions, each on a host of its own, and such that look, write or measure. */
final class Owners implements AutoCloseable {
    private static final int NODES = 3;
    private static final long PATIENCE_SECONDS = 180;

    private final CassandraCluster cluster;
    private final Path out;
    private final List<String> work;
    private final List<Owner> owners = new ArrayList<>();
    private final List<WallClock> clocks = new ArrayList<>();
    /** What the owners of all times write down, and where. */
    private final List<Path> records = new ArrayList<>();

    private int started;

    /** A process of an owner; what it does is written to files that begin with {@code files}. */
    private record Owner(Process process, Path files) {}

    /**
     * Nobody is started yet.
     *
     * @param work what each owner is to do, as {@link OwnerProcess} is told
     */
    Owners(CassandraCluster cluster, Path out, int count, String... work) {
        this.cluster = cluster;
        this.out = out;
        this.work = List.of(work);
        for (int i = 1; i <= count; i++) {
            clocks.add(new WallClock(out.resolve("clock-" + i + ".txt")));
        }
    }

    /** Starts all of them, and waits until they are connected. */
    void start() throws IOException {
        for (int i = 1; i <= clocks.size(); i++) {
            owners.add(begin(i));
        }
        owners.forEach(Owners::awaitOpen);
    }

    /** Where an owner is, of 1 and up. */
    int host(int owner) {
        return NODES + owner;
    }

    WallClock clock(int owner) {
        return clocks.get(owner - 1);
    }

    Process process(int owner) {
        return owners.get(owner - 1).process();
    }

    /** What the owner that is there now has written down, of the partition at that place in the list. */
    Path record(int owner, int partition) {
        return record(owners.get(owner - 1).files(), partition);
    }

    private static Path record(Path files, int partition) {
        return files.resolveSibling(files.getFileName() + "." + partition + ".txt");
    }

    /** Of all owners that there ever were. */
    List<Path> records(int partition) {
        return records.stream()
                .map(files -> record(files, partition))
                .filter(Files::exists)
                .toList();
    }

    /** Dies without a word. */
    void kill(int owner) throws InterruptedException {
        process(owner).destroyForcibly().waitFor();
    }

    /** Another process takes the place of one that is dead. */
    void replace(int owner) throws IOException {
        owners.set(owner - 1, begin(owner));
        awaitOpen(owners.get(owner - 1));
    }

    private Owner begin(int owner) throws IOException {
        started++;
        Path files = out.resolve("owner-" + started);
        records.add(files);
        List<String> words = words(host(owner), allNodes(), "own", Integer.toString(started), files.toString());
        words.addAll(work);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        files.resolveSibling(files.getFileName() + ".log").toFile());
        builder.environment().putAll(clock(owner).environment());
        return new Owner(kept(builder), files);
    }

    private static Process kept(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "owner-end"));
        return process;
    }

    /** Ends all of them as one should. */
    void end() throws Exception {
        for (Owner owner : owners) {
            owner.process().getOutputStream().close();
        }
        for (Owner owner : owners) {
            assertEnds(owner.process(), "an owner");
        }
    }

    private static void assertEnds(Process process, String who) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(who + " must end: pid=" + process.pid());
        }
    }

    /** Does something else on the host of the first owner, until it is done. */
    void run(String... words) throws Exception {
        runVia(allNodes(), words);
    }

    /** @param contacts the nodes that are told to it */
    void runVia(List<Integer> contacts, String... words) throws Exception {
        Path log = out.resolve("other.log");
        Process process = kept(other(contacts, log, words));
        process.getOutputStream().close();
        assertEnds(process, Arrays.toString(words));
        assertEquals(0, process.exitValue(), () -> read(log));
    }

    /** Begins something else on the host of the first owner, whose time of day is that of the clock. */
    Process begin(WallClock clock, Path log, String... words) throws IOException {
        ProcessBuilder builder = other(allNodes(), log, words);
        builder.environment().putAll(clock.environment());
        return kept(builder);
    }

    private ProcessBuilder other(List<Integer> contacts, Path log, String... words) {
        return new ProcessBuilder(words(NODES + 1, contacts, words))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<Integer> allNodes() {
        return IntStream.rangeClosed(1, NODES).boxed().toList();
    }

    /** The first word says what it is to do, and is followed by the nodes. */
    private List<String> words(int host, List<Integer> contacts, String... arguments) {
        List<String> words = new ArrayList<>(cluster.site().on(host));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                OwnerProcess.class.getName(),
                arguments[0],
                contacts.stream()
                        .map(cluster::address)
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .collect(Collectors.joining(","))));
        words.addAll(List.of(arguments).subList(1, arguments.length));
        return words;
    }

    /** One that begins while nodes are cut off may be refused. */
    private static void awaitOpen(Owner owner) {
        long begin = System.nanoTime();
        while (!Files.exists(record(owner.files(), 0))) {
            boolean alive = owner.process().isAlive();
            if (!alive || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("an owner must connect: alive=" + alive + ", files=" + owner.files());
            }
            Commands.sleep(100);
        }
    }

    /** Waits until so many more appends to a partition were acknowledged, to whomever. */
    void awaitAcknowledgements(int partition, int more) {
        long begin = System.nanoTime();
        long before = acknowledged(partition);
        while (acknowledged(partition) < before + more) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError(
                        "appends must be accepted again: accepted=" + (acknowledged(partition) - before));
            }
            Commands.sleep(200);
        }
    }

    private long acknowledged(int partition) {
        return records(partition).stream().mapToLong(Owners::acknowledged).sum();
    }

    /** How many appends were acknowledged to one owner. */
    static long acknowledged(Path record) {
        return count(record, line -> line.startsWith("told ") && line.endsWith(" ok"));
    }

    static long count(Path record, Predicate<String> wanted) {
        try (Stream<String> lines = Files.lines(record)) {
            return lines.filter(wanted).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever is left dies. */
    @Override
    public void close() {
        owners.forEach(owner -> owner.process().destroyForcibly());
    }
}
