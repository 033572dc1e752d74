package io.isequencer.benchmarks;

import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.mapdb.MapDbStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Numbers in a file: one key of two hundred that a flush writes, or one that a miss reads. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NumbersBenchmark {
    private static final int BATCH = 200;

    /** Keys are filled in, then drawn evenly. */
    @State(Scope.Benchmark)
    public static class Draw {
        @Param("10000")
        public int keys;

        private final SplittableRandom random = new SplittableRandom(1);
        private long number = 1;

        private long wsId() {
            return random.nextInt(keys);
        }
    }

    /** The production storage; without its seal and its generations. */
    @State(Scope.Benchmark)
    public static class MapDb {
        private final ValueBatch batch = new ValueBatch();
        private Path directory;
        private MapDbStorage storage;

        @Setup
        public void fill(Draw draw) throws IOException {
            directory = Scratch.create();
            storage = MapDbStorage.open(directory.resolve("numbers.mapdb"));
            for (int wsId = 0; wsId < draw.keys; wsId++) {
                batch.add(wsId, 1, 1);
                if (batch.size() == BATCH) {
                    storage.write(batch, 1);
                    batch.clear();
                }
            }
        }

        @TearDown
        public void close() throws IOException {
            storage.close();
            Scratch.delete(directory);
        }
    }

    /** Another embedded engine, with as much memory for its pages. */
    @State(Scope.Benchmark)
    public static class MvStore {
        private static final int CACHE_MEGABYTES = 32;

        private Path directory;
        private MVStore store;
        private MVMap<Long, Long> map;

        @Setup
        public void fill(Draw draw) throws IOException {
            directory = Scratch.create();
            store = new MVStore.Builder()
                    .fileName(directory.resolve("numbers.mv").toString())
                    .cacheSize(CACHE_MEGABYTES)
                    .open();
            map = store.openMap("numbers");
            for (long wsId = 0; wsId < draw.keys; wsId++) {
                map.put(wsId, 1L);
            }
        }

        @TearDown
        public void close() throws IOException {
            store.close();
            Scratch.delete(directory);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mapDbWrite(MapDb state, Draw draw) {
        state.batch.clear();
        draw.number++;
        for (int i = 0; i < BATCH; i++) {
            state.batch.add(draw.wsId(), 1, draw.number);
        }
        state.storage.write(state.batch, draw.number);
    }

    @Benchmark
    public long mapDbRead(MapDb state, Draw draw) {
        return state.storage.readNumber(draw.wsId(), 1);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mvStoreWrite(MvStore state, Draw draw) {
        draw.number++;
        for (int i = 0; i < BATCH; i++) {
            state.map.put(draw.wsId(), draw.number);
        }
    }

    @Benchmark
    public long mvStoreRead(MvStore state, Draw draw) {
        return state.map.get(draw.wsId());
    }
}
