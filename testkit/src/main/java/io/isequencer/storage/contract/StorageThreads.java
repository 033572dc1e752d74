package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.E15;
import static io.isequencer.storage.contract.EngineRule.E16;
import static io.isequencer.storage.contract.EngineRule.E21;
import static io.isequencer.storage.contract.EngineRule.E22;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Phaser;

/** What a {@link SequenceStorage} is put through by several threads. */
final class StorageThreads {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 8;
    private static final int KEYS = 20;
    private static final int WRITES = 60;

    private StorageThreads() {}

    static void racingWriters(Bench<SequenceStorage> bench) throws Exception {
        race(E15, Collections.nCopies(WRITERS, bench.port()));
    }

    static void racingHandles(Bench<SequenceStorage> bench) throws Exception {
        List<SequenceStorage> handles = new ArrayList<>();
        handles.add(bench.port());
        while (handles.size() < WRITERS) {
            handles.add(bench.another());
        }
        race(E21, handles);
    }

    private static void race(EngineRule rule, List<SequenceStorage> handles) throws Exception {
        Phaser rounds = new Phaser(WRITERS);
        InThreads.run(WRITERS, thread -> {
            SequenceStorage storage = handles.get(thread);
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    // Side by side, or a machine with much to do would run one writer behind the other.
                    rounds.awaitAdvanceInterruptibly(rounds.arrive());
                    // The writers take turns in having the highest value: it is not the last one written by all.
                    write(rule, storage, (long) round * WRITERS + (thread + round) % WRITERS);
                    rounds.awaitAdvanceInterruptibly(rounds.arrive());
                    requireHighest(rule, storage, (long) round * WRITERS + WRITERS - 1);
                }
            } finally {
                rounds.arriveAndDeregister();
            }
        });
    }

    private static void requireHighest(EngineRule rule, SequenceStorage storage, long highest) {
        for (int seqId = 1; seqId <= KEYS; seqId++) {
            rule.equal(highest + seqId, storage.readNumber(1, seqId), "number after all writers have written");
        }
        rule.equal(highest, storage.readCheckpoint(), "checkpoint after all writers have written");
    }

    private static void write(EngineRule rule, SequenceStorage storage, long number) {
        storage.write(batch(number, number % 2 == 0), number);
        for (int seqId = 1; seqId <= KEYS; seqId++) {
            requireAtLeast(rule, "number", number + seqId, storage.readNumber(1, seqId));
        }
        requireAtLeast(rule, "checkpoint", number, storage.readCheckpoint());
    }

    /** The same keys, in one order or the other: who locks row by row must not deadlock. */
    private static ValueBatch batch(long number, boolean ascending) {
        ValueBatch batch = new ValueBatch();
        for (int i = 1; i <= KEYS; i++) {
            int seqId = ascending ? i : KEYS + 1 - i;
            batch.add(1, seqId, number + seqId);
        }
        return batch;
    }

    private static void requireAtLeast(EngineRule rule, String what, long written, long read) {
        rule.require(read >= written, () -> what + " behind its own write: written=" + written + ", read=" + read);
    }

    static void readerBesideWriter(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        InThreads.run(2, thread -> {
            if (thread == 0) {
                for (long n = 1; n <= WRITES; n++) {
                    storage.write(batch(n, true), n);
                }
            } else {
                watch(storage);
            }
        });
    }

    /** Reads until the checkpoint has come to its end. */
    private static void watch(SequenceStorage storage) {
        long before = 0;
        while (before < WRITES && !Thread.currentThread().isInterrupted()) {
            long checkpoint = storage.readCheckpoint();
            long number = storage.readNumber(1, KEYS);
            E16.require(
                    checkpoint == 0 || number >= checkpoint + KEYS,
                    () -> "a checkpoint came before its values: checkpoint=" + checkpoint + ", number=" + number);
            requireAtLeast(E15, "checkpoint", before, checkpoint);
            before = checkpoint;
        }
    }

    static void cutConnections(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        List<List<Cuts.Outcome>> outcomes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Cuts.during(
                outcomes.size(),
                bench,
                (thread, n) -> outcomes.get(thread)
                        .add(Cuts.Outcome.of(() -> storage.write(Batches.of(thread, 1 + n, n + 1L), 0))));
        Cuts.untilItWorks(E22, () -> storage.write(Batches.of(9, 9, 9), 9));
        for (int thread = 0; thread < outcomes.size(); thread++) {
            for (int n = 0; n < outcomes.get(thread).size(); n++) {
                long number = storage.readNumber(thread, 1 + n);
                Cuts.Outcome outcome = outcomes.get(thread).get(n);
                E22.require(
                        outcome.allows(number == n + 1L, number == 0),
                        () -> "a write while connections were cut: outcome=" + outcome + ", stored=" + number);
            }
        }
        E22.equal(9L, storage.readNumber(9, 9), "number that was written when connections were back");
    }
}
