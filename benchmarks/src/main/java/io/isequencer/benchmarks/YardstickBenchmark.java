package io.isequencer.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hypersistence.tsid.TSID;
import io.isequencer.api.NumberKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.ahoo.cosid.segment.IdSegmentDistributor;
import me.ahoo.cosid.segment.SegmentChainId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a user might take instead. None of them stores anything, or knows of an event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class YardstickBenchmark {
    @Param("1")
    public int keys;

    /** Of how many of them the calls are; 0 for all. */
    @Param("0")
    public int drawn;

    @Param("100000")
    public int cacheSize;

    private Workspaces workspaces;
    private final AtomicLong atomic = new AtomicLong();
    private final Map<NumberKey, Long> map = new HashMap<>();
    private Cache<NumberKey, Long> caffeine;
    private final TSID.Factory tsid = TSID.Factory.INSTANCE;

    /** It has a thread of its own. */
    @State(Scope.Thread)
    public static class CosId {
        private final SegmentChainId ids = new SegmentChainId(new IdSegmentDistributor.Atomic());
    }

    @Setup
    public void open() {
        workspaces = Workspaces.of(keys, drawn);
        caffeine = Caffeine.newBuilder()
                .maximumSize(cacheSize)
                .executor(Runnable::run)
                .build();
        for (int wsId = 1; wsId <= keys; wsId++) {
            map.put(new NumberKey(wsId, 1), 1L);
            caffeine.put(new NumberKey(wsId, 1), 1L);
        }
    }

    @Benchmark
    public long atomicLong() {
        return atomic.incrementAndGet();
    }

    @Benchmark
    public long hashMap() {
        return map.merge(new NumberKey(workspaces.draw(), 1), 1L, Long::sum);
    }

    @Benchmark
    public long caffeine() {
        NumberKey key = new NumberKey(workspaces.draw(), 1);
        Long last = caffeine.getIfPresent(key);
        long number = last == null ? 1 : last + 1;
        caffeine.put(key, number);
        return number;
    }

    @Benchmark
    public long cosId(CosId cosId) {
        return cosId.ids.generate();
    }

    @Benchmark
    public long tsid() {
        return tsid.generate().toLong();
    }
}
