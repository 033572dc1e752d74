package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.OperatingSystemMXBean;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.mvstore.MvStoreStorage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What numbers cost in MapDB and in MVStore. The figures go to the test's output; with as many keys as the decision is
 * about:
 *
 * <pre>
 *   mvn test -pl storage -am -Dtest=NumbersComparisonTest -Disequencer.comparison.keys=1000000
 * </pre>
 */
@Tag("slow")
class NumbersComparisonTest {
    private static final int KEYS = Integer.getInteger("isequencer.comparison.keys", 2_000);

    /** Above this MapDB's file is built in the order of its keys: write by write it would take minutes. */
    private static final int MAX_MAPDB_WRITES = 100_000;

    private static final int BATCH = 500;
    private static final int RAISES = KEYS < 10_000 ? 4 : 40;
    private static final int READS = KEYS < 10_000 ? 500 : 20_000;

    @TempDir
    private Path directory;

    private long cpuBefore;

    @Test
    void bothKeepTheNumbersAndTellWhatTheyCost() throws IOException {
        Path mapdb = directory.resolve("numbers.mapdb");
        if (KEYS > MAX_MAPDB_WRITES) {
            start();
            MapDbFile.build(
                    new RealDisk(),
                    mapdb,
                    1,
                    visitor -> IntStream.range(0, KEYS)
                            .mapToLong(NumbersComparisonTest::workspace)
                            .sorted()
                            .forEach(wsId -> visitor.visit(wsId, 1, 1)));
            told("MapDB", "build in order, a key", KEYS);
        }
        compare("MapDB", mapdb, MapDbStorage::open);
        compare("MVStore", directory.resolve("numbers.mv"), MvStoreStorage::open);
    }

    private void compare(String engine, Path file, Function<Path, SequenceStorage> opener) throws IOException {
        if (!Files.exists(file)) {
            fill(engine, file, opener);
        }
        told(engine, "bytes a key", Files.size(file) / (double) KEYS, "");
        start();
        try (SequenceStorage storage = opener.apply(file)) {
            told(engine, "open and check, a key", KEYS);
            SplittableRandom random = new SplittableRandom(1);
            start();
            for (int i = 0; i < READS; i++) {
                assertEquals(1, storage.readNumber(workspace(random.nextInt(KEYS)), 1));
            }
            told(engine, "read", READS);
            start();
            for (int i = 0; i < RAISES; i++) {
                storage.write(batch(random, i + 2), i + 2);
            }
            told(engine, "raise, 500 a write", RAISES * (double) BATCH);
        }
        told(engine, "bytes a key then", Files.size(file) / (double) KEYS, "");
        try (SequenceStorage storage = opener.apply(file)) {
            assertEquals(RAISES + 1, storage.readCheckpoint());
        }
    }

    private void fill(String engine, Path file, Function<Path, SequenceStorage> opener) {
        start();
        try (SequenceStorage storage = opener.apply(file)) {
            ValueBatch batch = new ValueBatch();
            for (int i = 0; i < KEYS; i++) {
                batch.add(workspace(i), 1, 1);
                if (batch.size() == BATCH || i == KEYS - 1) {
                    storage.write(batch, 1);
                    batch.clear();
                }
            }
        }
        told(engine, "write new, 500 a write, close", KEYS);
    }

    /** Neighbours that are created one after the other lie far apart, as workspaces of many users do. */
    private static long workspace(int i) {
        return Integer.toUnsignedLong(Integer.reverse(i));
    }

    private static ValueBatch batch(SplittableRandom random, long number) {
        ValueBatch batch = new ValueBatch();
        int from = random.nextInt(KEYS);
        // A step that has no divisor in common with the number of keys meets each key once.
        int step = 2 * random.nextInt(KEYS / 2) + 1;
        while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(KEYS)).equals(BigInteger.ONE)) {
            step += 2;
        }
        for (int i = 0; i < BATCH; i++) {
            batch.add(workspace((int) ((from + (long) i * step) % KEYS)), 1, number);
        }
        return batch;
    }

    private void start() {
        cpuBefore = cpuNanos();
    }

    private void told(String engine, String what, double operations) {
        double micros = (cpuNanos() - cpuBefore) / 1e3 / operations;
        told(engine, what, micros, " µs of CPU");
    }

    private static void told(String engine, String what, double value, String unit) {
        System.out.println(String.format(Locale.ROOT, "%-8s %-28s %10.2f%s", engine, what, value, unit));
    }

    /** Of all threads; a busy machine changes it little. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
