package io.isequencer.storage.cassandra;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerException;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.Committer;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.contract.Batches;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A process with a cluster of its own view: an owner of a partition, or one that looks, or measures. */
final class OwnerProcess {
    static final String KEYSPACE = "broken";

    private static final int WORKSPACES = 8;
    private static final int TRACED_OWNERS = 3;
    private static final long PAUSE_MS = 5;
    private static final int STALE_PARTITIONS = 100;
    private static final int UNTIL_UP_SECONDS = 60;
    private static final int PAYLOAD_BYTES = 200;

    private OwnerProcess() {}

    /** {@code own|trace|dump|write|read|measure HOST:PORT,… ARGUMENT…}. */
    public static void main(String[] words) throws Exception {
        List<InetSocketAddress> contacts = Arrays.stream(words[1].split(","))
                .map(each -> each.split(":"))
                .map(each -> new InetSocketAddress(each[0], Integer.parseInt(each[1])))
                .toList();
        try (CassandraSession session = CassandraSession.open(CassandraParams.of(contacts, KEYSPACE))) {
            switch (words[0]) {
                case "own" ->
                    own(
                            session,
                            Long.parseLong(words[2]),
                            words[3],
                            List.of(words).subList(4, words.length));
                case "trace" -> trace(session, words[2], List.of(words).subList(3, words.length));
                case "dump" -> dump(session, words[2], Path.of(words[3]));
                case "write" -> write(session, words[2], Long.parseLong(words[3]));
                case "read" -> read(session, words[2], Long.parseLong(words[3]), Path.of(words[4]));
                case "measure" ->
                    measure(session, Integer.parseInt(words[2]), Integer.parseInt(words[3]), Path.of(words[4]));
                default -> throw new IllegalArgumentException("command must be known: command=" + words[0]);
            }
        }
        System.exit(0);
    }

    /** Owns partitions, each with a thread of its own, until the input ends: {@code PARTITION=ADAPTER}. */
    private static void own(CassandraSession session, long owner, String files, List<String> work) throws Exception {
        AtomicBoolean ended = untilTheInputEnds();
        inParallel(work, (i, partition, adapter) -> {
            OwnerRecord record = new OwnerRecord(Path.of(files + "." + i + ".txt"));
            own(adapter.log(session, partition), adapter.storage(session, partition), owner, record, ended);
        });
    }

    /** Commits events until the input ends, whatever goes wrong. */
    private static void own(EventLog log, SequenceStorage storage, long owner, OwnerRecord record, AtomicBoolean ended)
            throws Exception {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT).withCloseTimeoutMs(3_000);
        SplittableRandom random = new SplittableRandom(owner);
        record.line("open", owner, params.maxUnflushedValues());
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(params, record.over(storage), log)) {
            Committer committer = new Committer(sequencer, record.over(log));
            while (!ended.get()) {
                record.lookAtTheClock();
                try {
                    committer.commit(1, 1 + random.nextInt(WORKSPACES), transaction -> {
                        transaction.next(1);
                        for (int i = random.nextInt(3); i > 0; i--) {
                            transaction.next(2);
                        }
                        return Long.toString(owner).getBytes(StandardCharsets.UTF_8);
                    });
                } catch (SequencerException e) {
                    record.line("error", e.getClass().getSimpleName() + " " + e.getMessage());
                }
                Thread.sleep(PAUSE_MS);
            }
        }
        record.line("close");
    }

    /** Several owners of each partition in this one process, all of whose steps are written to one trace for each. */
    private static void trace(CassandraSession session, String files, List<String> work) throws Exception {
        AtomicBoolean ended = untilTheInputEnds();
        inParallel(work, (i, partition, adapter) -> {
            Path file = Path.of(files + "." + i + ".ndjson");
            try (TracedOwners owners = new TracedOwners(
                    Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW),
                    () -> adapter.log(session, partition),
                    () -> adapter.storage(session, partition))) {
                owners.run(TRACED_OWNERS, ended::get);
            }
        });
    }

    /** What is done to a partition. */
    private interface Work {
        void on(int index, String partition, Adapter adapter) throws Exception;
    }

    private static void inParallel(List<String> work, Work each) throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < work.size(); i++) {
            int index = i;
            String[] words = work.get(i).split("=");
            Thread thread = new Thread(() -> {
                try {
                    each.on(index, words[0], Adapter.ofId(words[1]));
                } catch (Exception | Error e) {
                    e.printStackTrace();
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("all partitions must be served to the end", failures.element());
        }
    }

    private static AtomicBoolean untilTheInputEnds() {
        AtomicBoolean ended = new AtomicBoolean();
        Thread ear = new Thread(() -> awaitEndOfInput(ended), "ear");
        ear.setDaemon(true);
        ear.start();
        return ended;
    }

    private static void awaitEndOfInput(AtomicBoolean ended) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said.
            }
        } catch (IOException e) {
            // It has ended too.
        }
        ended.set(true);
    }

    /** What log and storage hold at the end. */
    private static void dump(CassandraSession session, String partition, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        session.log(partition)
                .scan(
                        1,
                        event -> lines.add("event " + event.plogOffset() + " " + event.wsKind() + " "
                                + Long.toUnsignedString(event.wsId()) + " " + OwnerRecord.values(event)));
        SequenceStorage storage = session.storage(partition);
        lines.add("checkpoint " + storage.readCheckpoint());
        storage.forEachNumber((wsId, seqId, number) ->
                lines.add("number " + Long.toUnsignedString(wsId) + " " + seqId + " " + number));
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** Writes a number into many partitions: each has its first replica on another node. */
    private static void write(CassandraSession session, String prefix, long number) {
        for (int i = 0; i < STALE_PARTITIONS; i++) {
            session.storage(prefix + i).write(Batches.of(1, 1, number), number);
        }
    }

    /** In how many of them another number is read by a majority, and at one node. */
    private static void read(CassandraSession session, String prefix, long number, Path file) throws IOException {
        Set<Integer> staleAtOne = new TreeSet<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(UNTIL_UP_SECONDS);
        // At one node first, since a majority mends what it finds; and until the node that missed them is asked at all.
        while (staleAtOne.isEmpty() && System.nanoTime() < end) {
            for (int i = 0; i < STALE_PARTITIONS; i++) {
                if (new PlantedStorages.ReadsAtOne(session, prefix + i).readNumber(1, 1) != number) {
                    staleAtOne.add(i);
                }
            }
        }
        int stale = 0;
        for (int i = 0; i < STALE_PARTITIONS; i++) {
            stale += session.storage(prefix + i).readNumber(1, 1) == number ? 0 : 1;
        }
        Files.writeString(file, stale + " " + staleAtOne.size());
    }

    /** How much a second goes into so many partitions, each with a thread of its own. */
    private static void measure(CassandraSession session, int partitions, int seconds, Path file) throws Exception {
        String name = "measure" + System.nanoTime() + "-";
        double events = inThreads(partitions, seconds, thread -> {
            EventLog log = session.log(name + thread);
            return n -> log.append(LogEvent.builder(n, 1, 1)
                    .add(1, n)
                    .add(2, n)
                    .payload(new byte[PAYLOAD_BYTES])
                    .build());
        });
        double flushes = inThreads(partitions, seconds, thread -> {
            SequenceStorage storage = session.storage(name + thread);
            return n -> storage.write(tenNumbers(n), n);
        });
        // What max-wins would cost if it were made of conditional writes: they are of a partition of their own.
        double conditional = inThreads(partitions, seconds, thread -> n -> {
            for (int seqId = 1; seqId <= 10; seqId++) {
                session.execute(
                        "measure",
                        session.bind(
                                "UPDATE %s.isequencer_numbers SET number = ?"
                                        + " WHERE partition = ? AND bucket = 0 AND ws_id = ? AND seq_id = ? IF number != ?",
                                n, name + "conditional" + thread, n % 16, seqId, n));
            }
        });
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "partitions=%d: events/s=%.0f, flushes of 10 numbers/s=%.0f (as conditional writes %.1f)",
                        partitions,
                        events,
                        flushes,
                        conditional));
    }

    private static ValueBatch tenNumbers(long n) {
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < 10; i++) {
            batch.add((n + i / 2) % 1_000, 1 + i % 2, n);
        }
        return batch;
    }

    /** What a thread does again and again. */
    private interface Steps {
        Step of(int thread);
    }

    /** From 1 on. */
    private interface Step {
        void make(long n);
    }

    /** Steps a second. */
    private static double inThreads(int threads, int seconds, Steps work) throws Exception {
        AtomicLong steps = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < threads; i++) {
            Step step = work.of(i);
            Thread thread = new Thread(() -> {
                for (long n = 1; System.nanoTime() < end; n++) {
                    step.make(n);
                    steps.incrementAndGet();
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        return steps.get() * 1e9 / (System.nanoTime() - begin);
    }
}
