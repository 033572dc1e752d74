package io.isequencer.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * What is measured, and beside what.
 *
 * @param subject the method that is measured, as {@code Class.method}
 * @param params of both, those that they know
 * @param goal what it should be, in words; empty where it is no work of ours
 */
record Row(String name, String subject, String yardstick, Map<String, String> params, String goal) {
    static final List<Row> ALL = List.of(
            new Row(
                    "next from memory",
                    "SequencerBenchmark.next",
                    "YardstickBenchmark.atomicLong",
                    Map.of(),
                    "≤ 1 × AtomicLong"),
            transaction("transaction, 1 key", 1, "≤ 100 ns CPU"),
            transaction("transaction, 1,000 keys", 1_000, "≤ 150 ns CPU"),
            transaction("transaction, 100,000 keys", 100_000, "≤ 200 ns CPU"),
            transaction("transaction, 1,000,000 keys", 1_000_000, "≤ 300 ns CPU"),
            new Row(
                    "transaction, 1,000,000 keys, 100,000 of them cached",
                    "SequencerBenchmark.transaction",
                    "YardstickBenchmark.caffeine",
                    Map.of("keys", "1000000", "cacheSize", "100000"),
                    ""),
            recovery("recovery, 100 keys", 100, "≤ 100 ns (10 M events/s)"),
            recovery("recovery, 100,000 keys", 100_000, "≤ 200 ns (5 M events/s)"),
            recovery("recovery, 2,000,000 keys", 2_000_000, "≤ 333 ns (3 M events/s)"),
            peer("peer: CosId SegmentChainId", "cosId", 1),
            peer("peer: TSID", "tsid", 1),
            peer("peer: Caffeine per call, 100,000 keys", "caffeine", 100_000));

    private static Row transaction(String name, int keys, String goal) {
        return new Row(
                name,
                "SequencerBenchmark.transaction",
                "YardstickBenchmark.hashMap",
                Map.of("keys", String.valueOf(keys), "cacheSize", String.valueOf(Math.max(keys, 100_000))),
                goal);
    }

    private static Row recovery(String name, int keys, String goal) {
        return new Row(
                name,
                "RecoveryBenchmark.recovery",
                "RecoveryBenchmark.hashMap",
                Map.of("keys", String.valueOf(keys)),
                goal);
    }

    private static Row peer(String name, String method, int keys) {
        return new Row(
                name,
                "YardstickBenchmark." + method,
                "YardstickBenchmark.atomicLong",
                Map.of("keys", String.valueOf(keys)),
                "");
    }
}
