package io.isequencer.benchmarks;

import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.mapdb.LogStart;
import io.isequencer.storage.mapdb.NumbersStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fills numbers in MapDB in the order of their keys, and prints what it took: µs to fill in, to raise and to read a key,
 * seconds for a generation, the close and the next opening, and bytes a key.
 */
final class NumbersSample {
    private static final int BATCH = 200;
    private static final int SAMPLES = 200_000;

    /** The checkpoint of numbers that no event of the log is compared with. */
    private static final long NOTHING_COVERED = 1;

    private NumbersSample() {}

    /** Arguments: a directory that is made, and how many keys. */
    public static void main(String[] args) throws IOException {
        System.out.println(SampleGrowth.line(figures(Path.of(args[0]), Integer.parseInt(args[1]))));
    }

    static List<Double> figures(Path path, int keys) throws IOException {
        Path directory = Files.createDirectory(path);
        NumbersStore store = open(directory, new GeneratedLog(0, 2), Long.MAX_VALUE);
        double fill = micros(fill(store, keys), keys);
        double raise = micros(raise(store, keys), SAMPLES);
        double read = micros(read(store, keys), SAMPLES);
        double close = seconds(store::close);
        long begin = System.nanoTime();
        NumbersStore again = open(directory, new GeneratedLog(2 * keys, 2), 1);
        double start = (System.nanoTime() - begin) / 1e9;
        double bytes = (double) Files.size(directory.resolve("numbers.mapdb")) / keys;
        double generation = generation(again, keys, directory);
        again.close();
        return List.of(fill, raise, read, generation, close, start, bytes);
    }

    private static NumbersStore open(Path directory, GeneratedLog log, long generationEvents) {
        return NumbersStore.open(directory, log, LogStart.WHOLE, generationEvents, remark -> {
            throw new IllegalStateException(remark);
        });
    }

    private static long fill(NumbersStore store, int keys) {
        ValueBatch batch = new ValueBatch();
        return nanos(() -> {
            for (int wsId = 1; wsId <= keys; wsId++) {
                batch.add(wsId, 1, 1);
                if (batch.size() == BATCH || wsId == keys) {
                    store.write(batch, NOTHING_COVERED);
                    batch.clear();
                }
            }
        });
    }

    private static long raise(NumbersStore store, int keys) {
        Workspaces draw = new Workspaces(keys);
        ValueBatch batch = new ValueBatch();
        return nanos(() -> {
            for (int i = 1; i <= SAMPLES; i++) {
                batch.add(draw.draw(), 1, 1 + i);
                if (batch.size() == BATCH) {
                    store.write(batch, NOTHING_COVERED);
                    batch.clear();
                }
            }
        });
    }

    private static long read(NumbersStore store, int keys) {
        Workspaces draw = new Workspaces(keys);
        return nanos(() -> {
            for (int i = 0; i < SAMPLES; i++) {
                if (store.readNumber(draw.draw(), 1) == 0) {
                    throw new IllegalStateException("number must be there: keys=" + keys);
                }
            }
        });
    }

    /** The write of a value after as many events as there are keys, and with it the copy of all numbers. */
    private static double generation(NumbersStore store, int keys, Path directory) throws IOException {
        ValueBatch batch = new ValueBatch();
        batch.add(1, 1, SAMPLES + 2);
        long copies = copies(directory);
        double seconds = seconds(() -> store.write(batch, keys + 10L));
        if (copies(directory) == copies) {
            throw new IllegalStateException("generation must be made: keys=" + keys);
        }
        return seconds;
    }

    private static long copies(Path directory) throws IOException {
        Path copies = directory.resolve("numbers.generations");
        if (!Files.isDirectory(copies)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(copies)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".numbers"))
                    .count();
        }
    }

    private static long nanos(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static double seconds(Runnable work) {
        return nanos(work) / 1e9;
    }

    private static double micros(long nanos, int operations) {
        return nanos / 1e3 / operations;
    }
}
