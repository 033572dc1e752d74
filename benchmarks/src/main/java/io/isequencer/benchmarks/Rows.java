package io.isequencer.benchmarks;

import io.isequencer.benchmarks.JmhRow.Call;
import io.isequencer.benchmarks.JmhRow.Quotient;
import java.util.List;
import java.util.Map;

/** All that is measured beside a yardstick. */
final class Rows {
    private static final String TENTH = "a tenth of the work";
    private static final String AS_FAST_AS_0_7_SCANS = "≤ 1.43 × the scan (0.7 of its speed)";

    static final List<Row> ALL = List.of(
            peer("next from memory", "SequencerBenchmark.next", 1, "≤ 1 × AtomicLong"),
            transaction("transaction, 1 key", 1, "≤ 100 ns CPU"),
            transaction("transaction, 1,000 keys", 1_000, "≤ 150 ns CPU"),
            transaction("transaction, 100,000 keys", 100_000, "≤ 200 ns CPU"),
            transaction("transaction, 1,000,000 keys", 1_000_000, "≤ 300 ns CPU"),
            full(
                    "transaction, 1,000,000 keys, 100,000 of them cached",
                    "SequencerBenchmark.transaction",
                    "YardstickBenchmark.caffeine",
                    Map.of("keys", "1000000", "cacheSize", "100000")),
            roomy("transaction, 100,000 keys, 20,000 unflushed", 100_000, "≤ 200 ns CPU"),
            roomy("transaction, 1,000,000 keys, 20,000 unflushed", 1_000_000, "≤ 300 ns CPU"),
            slow("transaction, a write to the storage takes 1 ms", 1),
            slow("transaction, a write to the storage takes 100 ms", 100),
            checked("transaction, judged in the background", CheckedBenchmark.Judge.BACKGROUND, true, ""),
            checked("transaction, judged in place", CheckedBenchmark.Judge.IN_PLACE, false, "≤ 2,000 ns CPU"),
            recovery("recovery, 100 keys", 100, "≤ 100 ns (10 M events/s)"),
            recovery("recovery, 100,000 keys", 100_000, "≤ 200 ns (5 M events/s)"),
            recovery("recovery, 2,000,000 keys", 2_000_000, "≤ 333 ns (3 M events/s)"),
            fromSegments("recovery from segment files, 100 keys", 50),
            fromSegments("recovery from segment files, 100,000 keys", 50_000),
            peer("peer: CosId SegmentChainId", "YardstickBenchmark.cosId", 1, ""),
            peer("peer: TSID", "YardstickBenchmark.tsid", 1, ""),
            peer("peer: Caffeine per call, 100,000 keys", "YardstickBenchmark.caffeine", 100_000, ""),
            go("peer: map, mutex and channel in Go, 1 key", 1, false),
            go("peer: map, mutex and channel in Go, 100,000 keys", 100_000, true),
            durable("durable commit, beside one fsync", "DurableBenchmark.commit", "LogBenchmark.fsync"),
            durable("peer: MVStore, put and sync", "DurableBenchmark.mvStore", "DurableBenchmark.commit"),
            new PostgresRow(
                    "peer: PostgreSQL, a counter row", "DurableBenchmark.postgresRow", "DurableBenchmark.commit"),
            new PostgresRow(
                    "peer: PostgreSQL, nextval", "DurableBenchmark.postgresSequence", "DurableBenchmark.commit"),
            append("log: durable append, 1 writer", "append", 1),
            append("log: durable append, 8 writers", "append", 8),
            append("log: durable append, 64 writers", "append", 64),
            append("log: durable append, 8 partitions", "appendApart", 8),
            append("log: durable append, 64 partitions", "appendApart", 64),
            onDisk("log: scan, beside a raw read", "LogBenchmark.scan", "LogBenchmark.read"),
            onDisk("log: scan, beside a read with checksum", "LogBenchmark.scan", "LogBenchmark.readCrc32c"),
            numbers("numbers: write, 10,000 keys", "Write", 10_000, false),
            numbers("numbers: read, 10,000 keys", "Read", 10_000, false),
            numbers("numbers: write, 1,000,000 keys", "Write", 1_000_000, true),
            numbers("numbers: read, 1,000,000 keys", "Read", 1_000_000, true),
            new CommandRow(
                    "command: sequence, an event of 8 numbers, durable",
                    "≤ 6,667 ns on the clock (150,000 events/s)",
                    TENTH,
                    true,
                    false,
                    null,
                    Commands.sequence(500_000),
                    Commands.sequence(50_000)),
            new CommandRow(
                    "command: sequence, 5,000,000 events of 8 numbers, durable",
                    "≤ 6,667 ns on the clock (150,000 events/s)",
                    TENTH,
                    true,
                    true,
                    null,
                    Commands.sequence(5_000_000),
                    Commands.sequence(500_000)),
            command(
                    "command: oracle history, an event",
                    "",
                    TENTH,
                    Commands.recordedHistory(100_000),
                    Commands.recordedHistory(10_000)),
            command(
                    "command: simulate, a step",
                    "≤ 1,000 ns CPU (1 M steps/s)",
                    TENTH,
                    Commands.simulate(1_000),
                    Commands.simulate(100)),
            command(
                    "command: explore, a transition",
                    "≤ 5,000 ns CPU (200,000 transitions/s)",
                    "the configuration tiny",
                    Commands.explore("small"),
                    Commands.explore("tiny")));

    private Rows() {}

    private static Row transaction(String name, int keys, String goal) {
        return inMemory(
                name,
                goal,
                "SequencerBenchmark.transaction",
                "YardstickBenchmark.hashMap",
                Map.of("keys", String.valueOf(keys), "cacheSize", String.valueOf(Math.max(keys, 100_000))));
    }

    /** With a limit of unflushed values that wakes the flusher seldom. */
    private static Row roomy(String name, int keys, String goal) {
        Map<String, String> params = Map.of("keys", String.valueOf(keys), "cacheSize", String.valueOf(keys));
        return new JmhRow(
                name,
                goal,
                Call.of("SequencerBenchmark.transaction", params).with("maxUnflushedValues", "20000"),
                Call.of("YardstickBenchmark.hashMap", params),
                false,
                true,
                List.of());
    }

    /** By the clock: what a slow write takes is no CPU time. */
    private static Row slow(String name, int writeMs) {
        Call fast = Call.of("SlowStorageBenchmark.transactions", Map.of("writeMs", "0"));
        return new JmhRow(
                name,
                "≤ 1.2 × the time beside a fast storage",
                fast.with("writeMs", String.valueOf(writeMs)),
                fast,
                true,
                false,
                List.of(new Quotient("values written / keys changed", "valuesWritten", "keysChanged")));
    }

    private static Row checked(String name, CheckedBenchmark.Judge judge, boolean byClock, String goal) {
        Call unchecked = Call.of(
                "CheckedBenchmark.transactions", Map.of("judge", CheckedBenchmark.Judge.NOBODY.name(), "keys", "1000"));
        return new JmhRow(name, goal, unchecked.with("judge", judge.name()), unchecked, byClock, false, List.of());
    }

    private static Row recovery(String name, int keys, String goal) {
        return inMemory(
                name,
                goal,
                "RecoveryBenchmark.recovery",
                "RecoveryBenchmark.hashMap",
                Map.of("keys", String.valueOf(keys)));
    }

    /** By the clock: storage writes are to overlap the scan. */
    private static Row fromSegments(String name, int workspaces) {
        Map<String, String> params = Map.of("workspaces", String.valueOf(workspaces));
        return new JmhRow(
                name,
                AS_FAST_AS_0_7_SCANS,
                Call.of("LogBenchmark.recovery", params),
                Call.of("LogBenchmark.scan", params),
                true,
                false,
                List.of());
    }

    private static Row peer(String name, String method, int keys, String goal) {
        return new JmhRow(
                name,
                goal,
                Call.of(method, Map.of("keys", String.valueOf(keys))),
                Call.of("YardstickBenchmark.atomicLong", Map.of()),
                false,
                false,
                List.of());
    }

    private static Row inMemory(
            String name, String goal, String subject, String yardstick, Map<String, String> params) {
        return new JmhRow(name, goal, Call.of(subject, params), Call.of(yardstick, params), false, false, List.of());
    }

    private static Row full(String name, String subject, String yardstick, Map<String, String> params) {
        return new JmhRow(name, "", Call.of(subject, params), Call.of(yardstick, params), false, true, List.of());
    }

    private static Row durable(String name, String subject, String yardstick) {
        return new JmhRow(name, "", Call.of(subject, Map.of()), Call.of(yardstick, Map.of()), true, false, List.of());
    }

    /** By the clock: what takes long is the disk. */
    private static Row append(String name, String method, int threads) {
        return new JmhRow(
                name,
                threads == 1 ? "" : "≤ 1 × one fsync at a time",
                new Call("LogBenchmark." + method, Map.of(), threads),
                Call.of("LogBenchmark.fsync", Map.of()),
                true,
                false,
                List.of());
    }

    private static Row onDisk(String name, String subject, String yardstick) {
        return new JmhRow(name, "", Call.of(subject, Map.of()), Call.of(yardstick, Map.of()), false, false, List.of());
    }

    private static Row numbers(String name, String operation, int keys, boolean fullOnly) {
        Map<String, String> params = Map.of("keys", String.valueOf(keys));
        return new JmhRow(
                name,
                "",
                Call.of("NumbersBenchmark.mapDb" + operation, params),
                Call.of("NumbersBenchmark.mvStore" + operation, params),
                false,
                fullOnly,
                List.of());
    }

    private static Row go(String name, int keys, boolean fullOnly) {
        return new CommandRow(
                name,
                "",
                TENTH,
                false,
                fullOnly,
                "go",
                Commands.goSequencer(keys, 10_000_000),
                Commands.goSequencer(keys, 1_000_000));
    }

    private static Row command(String name, String goal, String yardstick, Work large, Work small) {
        return new CommandRow(name, goal, yardstick, false, false, null, large, small);
    }
}
