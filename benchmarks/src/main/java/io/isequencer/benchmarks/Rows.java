package io.isequencer.benchmarks;

import java.util.List;
import java.util.Map;

/** All that is measured. */
final class Rows {
    private static final String TENTH = "a tenth of the work";

    static final List<Row> ALL = List.of(
            peer("next from memory", "SequencerBenchmark.next", 1, "≤ 1 × AtomicLong"),
            transaction("transaction, 1 key", 1, "≤ 100 ns CPU"),
            transaction("transaction, 1,000 keys", 1_000, "≤ 150 ns CPU"),
            transaction("transaction, 100,000 keys", 100_000, "≤ 200 ns CPU"),
            transaction("transaction, 1,000,000 keys", 1_000_000, "≤ 300 ns CPU"),
            inMemory(
                    "transaction, 1,000,000 keys, 100,000 of them cached",
                    "SequencerBenchmark.transaction",
                    "YardstickBenchmark.caffeine",
                    Map.of("keys", "1000000", "cacheSize", "100000"),
                    ""),
            roomy("transaction, 100,000 keys, 20,000 unflushed", 100_000, "≤ 200 ns CPU"),
            roomy("transaction, 1,000,000 keys, 20,000 unflushed", 1_000_000, "≤ 300 ns CPU"),
            recovery("recovery, 100 keys", 100, "≤ 100 ns (10 M events/s)"),
            recovery("recovery, 100,000 keys", 100_000, "≤ 200 ns (5 M events/s)"),
            recovery("recovery, 2,000,000 keys", 2_000_000, "≤ 333 ns (3 M events/s)"),
            peer("peer: CosId SegmentChainId", "YardstickBenchmark.cosId", 1, ""),
            peer("peer: TSID", "YardstickBenchmark.tsid", 1, ""),
            peer("peer: Caffeine per call, 100,000 keys", "YardstickBenchmark.caffeine", 100_000, ""),
            go("peer: map, mutex and channel in Go, 1 key", 1),
            go("peer: map, mutex and channel in Go, 100,000 keys", 100_000),
            append("log: durable append, 1 writer", 1, ""),
            append("log: durable append, 8 writers", 8, ""),
            append("log: durable append, 64 writers", 64, ""),
            onDisk("log: scan, beside a raw read", "LogBenchmark.scan", "LogBenchmark.read", 1, ""),
            onDisk("log: scan, beside a read with checksum", "LogBenchmark.scan", "LogBenchmark.readCrc32c", 1, ""),
            numbers("numbers: write, 10,000 keys", "Write", 10_000),
            numbers("numbers: read, 10,000 keys", "Read", 10_000),
            numbers("numbers: write, 1,000,000 keys", "Write", 1_000_000),
            numbers("numbers: read, 1,000,000 keys", "Read", 1_000_000),
            new CommandRow(
                    "command: sequence, an event of 8 numbers, durable",
                    "≤ 6,667 ns on the clock (150,000 events/s)",
                    TENTH,
                    true,
                    null,
                    Commands.sequence(500_000),
                    Commands.sequence(50_000)),
            command("command: oracle history, an event", "", Commands.history(100_000), Commands.history(10_000)),
            command(
                    "command: simulate, a step",
                    "≤ 1,000 ns CPU (1 M steps/s)",
                    Commands.simulate(1_000),
                    Commands.simulate(100)),
            new CommandRow(
                    "command: explore, a transition",
                    "≤ 5,000 ns CPU (200,000 transitions/s)",
                    "the configuration tiny",
                    false,
                    null,
                    Commands.explore("small"),
                    Commands.explore("tiny")));

    private Rows() {}

    private static Row transaction(String name, int keys, String goal) {
        return inMemory(
                name,
                "SequencerBenchmark.transaction",
                "YardstickBenchmark.hashMap",
                Map.of("keys", String.valueOf(keys), "cacheSize", String.valueOf(Math.max(keys, 100_000))),
                goal);
    }

    /** With a limit of unflushed values that wakes the flusher seldom. */
    private static Row roomy(String name, int keys, String goal) {
        return inMemory(
                name,
                "SequencerBenchmark.transaction",
                "YardstickBenchmark.hashMap",
                Map.of("keys", "" + keys, "cacheSize", "" + keys, "maxUnflushedValues", "20000"),
                goal);
    }

    private static Row recovery(String name, int keys, String goal) {
        return inMemory(
                name,
                "RecoveryBenchmark.recovery",
                "RecoveryBenchmark.hashMap",
                Map.of("keys", String.valueOf(keys)),
                goal);
    }

    private static Row peer(String name, String method, int keys, String goal) {
        return inMemory(name, method, "YardstickBenchmark.atomicLong", Map.of("keys", String.valueOf(keys)), goal);
    }

    private static Row inMemory(
            String name, String subject, String yardstick, Map<String, String> params, String goal) {
        return new JmhRow(name, subject, yardstick, params, goal, 1, false, 2);
    }

    /** By the clock: what takes long is the disk. */
    private static Row append(String name, int writers, String goal) {
        return new JmhRow(name, "LogBenchmark.append", "LogBenchmark.fsync", Map.of(), goal, writers, true, 1);
    }

    private static Row onDisk(String name, String subject, String yardstick, int threads, String goal) {
        return new JmhRow(name, subject, yardstick, Map.of(), goal, threads, false, 1);
    }

    private static Row numbers(String name, String operation, int keys) {
        return new JmhRow(
                name,
                "NumbersBenchmark.mapDb" + operation,
                "NumbersBenchmark.mvStore" + operation,
                Map.of("keys", String.valueOf(keys)),
                "",
                1,
                false,
                1);
    }

    private static Row go(String name, int keys) {
        return new CommandRow(
                name,
                "",
                TENTH,
                false,
                "go",
                Commands.goSequencer(keys, 10_000_000),
                Commands.goSequencer(keys, 1_000_000));
    }

    private static Row command(String name, String goal, CommandRow.Work large, CommandRow.Work small) {
        return new CommandRow(name, goal, TENTH, false, null, large, small);
    }
}
