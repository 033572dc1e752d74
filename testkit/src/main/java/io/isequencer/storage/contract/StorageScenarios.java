package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.*;
import static io.isequencer.storage.contract.Scenario.of;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.contract.Scenario.Group;
import io.isequencer.storage.faulty.Fault;
import io.isequencer.storage.faulty.FaultKind;
import io.isequencer.storage.faulty.FaultyStorage;
import io.isequencer.storage.faulty.Operation;
import io.isequencer.storage.faulty.Pauser;
import io.isequencer.storage.faulty.ScriptedPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link SequenceStorage} is put through by one thread. */
final class StorageScenarios {
    private static final int MAX_SEQ_ID = 65_535;
    private static final int MANY = 3_000;

    static final List<Scenario<SequenceStorage>> ALL = List.of(
            of("new storage", Group.BASICS, E1, StorageScenarios::newStorage),
            of("write and read", Group.BASICS, E2, StorageScenarios::writeAndRead),
            of("many values", Group.BASICS, E3, StorageScenarios::manyValues),
            of("lower number", Group.BASICS, E4, StorageScenarios::lowerNumber),
            of("lower checkpoint", Group.BASICS, E5, StorageScenarios::lowerCheckpoint),
            of("values without checkpoint", Group.SEQUENTIAL, E6, StorageScenarios::valuesWithoutCheckpoint),
            of("keys", Group.SEQUENTIAL, E7, StorageScenarios::keys),
            of("largest values", Group.SEQUENTIAL, E8, StorageScenarios::largestValues),
            of("reused batch", Group.SEQUENTIAL, E9, StorageScenarios::reusedBatch),
            of("listing", Group.SEQUENTIAL, E10, StorageScenarios::listing),
            of("visitor", Group.SEQUENTIAL, E11, StorageScenarios::visitor),
            of("bad arguments", Group.SEQUENTIAL, E12, StorageScenarios::badArguments),
            of("interrupt", Group.SEQUENTIAL, E13, StorageScenarios::interrupt),
            of("closed storage", Group.SEQUENTIAL, E14, StorageScenarios::closedStorage),
            of("unknown outcomes", Group.UNKNOWN_OUTCOMES, E17, StorageScenarios::unknownOutcomes),
            of("reopening", Group.RESTART, E18, Capability.REOPEN, StorageScenarios::reopening),
            of("reopening and lowering", Group.RESTART, E19, Capability.REOPEN, StorageScenarios::reopeningAndLowering),
            of("crash", Group.RESTART, E20, Capability.CRASH, StorageScenarios::crash),
            of("racing writers", Group.THREADS, E15, StorageThreads::racingWriters),
            of("reader beside writer", Group.THREADS, E16, StorageThreads::readerBesideWriter),
            of("two handles", Group.HANDLES, E21, Capability.SHARED, StorageScenarios::twoHandles),
            of("racing handles", Group.HANDLES, E21, Capability.SHARED, StorageThreads::racingHandles),
            of("cut connections", Group.HANDLES, E22, Capability.CUT, StorageThreads::cutConnections),
            of("openings", Group.RESOURCES, E23, StorageScenarios::openings),
            of("random runs", Group.RANDOM, E24, StorageRandom::runs));

    private StorageScenarios() {}

    private static void newStorage(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        E1.equal(0L, storage.readNumber(1, 1), "number of a key that was never written");
        E1.equal(0L, storage.readNumber(0, MAX_SEQ_ID), "number of a key that was never written");
        E1.equal(0L, storage.readCheckpoint(), "checkpoint before the first write");
        E1.equal(Map.of(), Batches.all(storage), "numbers before the first write");
    }

    private static void writeAndRead(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        for (int n = 1; n <= 20; n++) {
            storage.write(Batches.ofNumbers(7, n, 20 + n, 30 + n), n);
            E2.equal((long) n, storage.readNumber(7, 1), "number of sequence 1 after write " + n);
            E2.equal(20L + n, storage.readNumber(7, 2), "number of sequence 2 after write " + n);
            E2.equal((long) n, storage.readCheckpoint(), "checkpoint after write " + n);
            E2.equal(30L + n, Batches.all(storage).getOrDefault(new NumberKey(7, 3), 0L), "listed after write " + n);
        }
        E2.equal(0L, storage.readNumber(7, 4), "number of a sequence that was not written");
        E2.equal(0L, storage.readNumber(8, 1), "number of a workspace that was not written");
        storage.write(Batches.EMPTY, 30);
        E2.equal(30L, storage.readCheckpoint(), "checkpoint after a write without values");
    }

    private static void manyValues(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < MANY; i++) {
            batch.add(spread(i), 1 + i % 3, i + 1);
        }
        storage.write(batch, 2);
        for (int i = 0; i < MANY; i += i < 100 || i > MANY - 100 ? 1 : 17) {
            E3.equal(i + 1L, storage.readNumber(spread(i), 1 + i % 3), "value " + (i + 1) + " of a batch of " + MANY);
        }
        E3.equal(2L, storage.readCheckpoint(), "checkpoint of a batch of " + MANY);
    }

    private static long spread(int i) {
        return (i + 1) * 0x9E3779B97F4A7C15L;
    }

    private static void lowerNumber(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        storage.write(Batches.ofNumbers(7, 10, 20, 300), 0);
        storage.write(Batches.ofNumbers(7, 9, 21, 299), 0);
        storage.write(Batches.ofNumbers(7, 10, 1, 70), 0);
        E4.equal(10L, storage.readNumber(7, 1), "number after writes of 10, 9, 10");
        E4.equal(21L, storage.readNumber(7, 2), "number after writes of 20, 21, 1");
        E4.equal(300L, storage.readNumber(7, 3), "number after writes of 300, 299, 70");
    }

    private static void lowerCheckpoint(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        storage.write(Batches.EMPTY, 10);
        storage.write(Batches.EMPTY, 9);
        E5.equal(10L, storage.readCheckpoint(), "checkpoint after writes of 10, 9");
        storage.write(Batches.of(7, 1, 1), 2);
        E5.equal(10L, storage.readCheckpoint(), "checkpoint after a write of values with checkpoint 2");
        storage.write(Batches.EMPTY, 11);
        E5.equal(11L, storage.readCheckpoint(), "checkpoint after writes of 10, 9, 2, 11");
    }

    private static void valuesWithoutCheckpoint(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        storage.write(Batches.of(1, 1, 3), 0);
        E6.equal(0L, storage.readCheckpoint(), "checkpoint of a new storage after a write with 0");
        storage.write(Batches.EMPTY, 10);
        storage.write(Batches.of(1, 1, 4), 2);
        E6.equal(4L, storage.readNumber(1, 1), "number that was written with a checkpoint below the stored one");
        storage.write(Batches.of(1, 1, 5), 0);
        storage.write(Batches.EMPTY, 0);
        E6.equal(5L, storage.readNumber(1, 1), "number that was written with checkpoint 0");
        E6.equal(10L, storage.readCheckpoint(), "checkpoint after writes with 10 and 0");
    }

    private static void keys(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        long[] wsIds = {0, 1, -1L, Long.MIN_VALUE, Long.MAX_VALUE, -65_536L, 65_536L, 1L << 48, 256, (1L << 53) + 1};
        ValueBatch batch = new ValueBatch();
        Map<NumberKey, Long> expected = new HashMap<>();
        for (int i = 0; i < wsIds.length; i++) {
            for (int seqId : new int[] {1, 2, 256, 32_768, MAX_SEQ_ID}) {
                long number = 100_000L * (i + 1) + seqId;
                batch.add(wsIds[i], seqId, number);
                expected.put(new NumberKey(wsIds[i], seqId), number);
            }
        }
        storage.write(batch, 1);
        expected.forEach(
                (key, number) -> E7.equal(number, storage.readNumber(key.wsId(), key.seqId()), "number of " + key));
        E7.equal(expected, Batches.all(storage), "all numbers");
    }

    private static void largestValues(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        long[] numbers = {(1L << 31) + 1, (1L << 32) + 1, (1L << 53) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        storage.write(Batches.ofNumbers(5, numbers), (1L << 53) + 1);
        for (int i = 0; i < numbers.length; i++) {
            E8.equal(numbers[i], storage.readNumber(5, i + 1), "number");
            E8.equal(numbers[i], Batches.all(storage).getOrDefault(new NumberKey(5, i + 1), 0L), "listed number");
        }
        E8.equal((1L << 53) + 1, storage.readCheckpoint(), "checkpoint");
        storage.write(Batches.EMPTY, Long.MAX_VALUE);
        E8.equal(Long.MAX_VALUE, storage.readCheckpoint(), "checkpoint");
    }

    private static void reusedBatch(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        ValueBatch batch = Batches.of(1, 1, 5);
        storage.write(batch, 2);
        batch.clear();
        batch.add(2, 2, 6);
        E9.equal(Map.of(new NumberKey(1, 1), 5L), Batches.all(storage), "numbers after the batch was refilled");
        E9.equal(0L, storage.readNumber(2, 2), "number that was never written");
    }

    private static void listing(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        Map<NumberKey, Long> expected = new HashMap<>();
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < MANY; i++) {
            batch.add(1 + i / 3, 1 + i % 3, i + 1);
            expected.put(new NumberKey(1 + i / 3, 1 + i % 3), i + 1L);
        }
        storage.write(batch, 2);
        Map<NumberKey, Long> listed = new HashMap<>();
        storage.forEachNumber((wsId, seqId, number) -> {
            NumberKey key = new NumberKey(wsId, seqId);
            Long before = listed.put(key, number);
            E10.require(before == null, () -> "visited twice: " + key);
            E10.equal(expected.getOrDefault(key, 0L), number, "listed number of " + key);
        });
        E10.equal(MANY, listed.size(), "how many were visited");
    }

    private static void visitor(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        storage.write(Batches.ofNumbers(1, 5, 6), 2);
        E11.refuses(
                UnsupportedOperationException.class,
                "a listing whose visitor throws it",
                () -> storage.forEachNumber((wsId, seqId, number) -> {
                    throw new UnsupportedOperationException("visitor");
                }));
        List<Long> seen = new ArrayList<>();
        storage.forEachNumber((wsId, seqId, number) -> {
            seen.add(storage.readNumber(wsId, seqId));
            storage.write(Batches.of(wsId, seqId, number + 10), 0);
        });
        E11.equal(2, seen.size(), "how many were visited");
        E11.equal(15L, storage.readNumber(1, 1), "what the visitor wrote");
        E11.equal(16L, storage.readNumber(1, 2), "what the visitor wrote");
    }

    private static void badArguments(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        storage.write(Batches.of(1, 1, 5), 3);
        for (int seqId : new int[] {0, -1, 65_536}) {
            E12.refuses(
                    IllegalArgumentException.class, "readNumber of seqId " + seqId, () -> storage.readNumber(1, seqId));
        }
        E12.refuses(
                IllegalArgumentException.class,
                "write with checkpoint -1",
                () -> storage.write(Batches.of(1, 1, 6), -1));
        E12.equal(5L, storage.readNumber(1, 1), "number after a refused write");
        E12.equal(3L, storage.readCheckpoint(), "checkpoint after a refused write");
    }

    private static void interrupt(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        boolean interrupted;
        Thread.currentThread().interrupt();
        try {
            storage.write(Batches.of(1, 1, 5), 2);
            storage.readNumber(1, 1);
        } finally {
            interrupted = Thread.interrupted();
        }
        E13.require(interrupted, () -> "the interrupt must stay set");
        storage.write(Batches.of(1, 1, 6), 3);
        E13.equal(6L, storage.readNumber(1, 1), "number that was written after the interrupt");
    }

    private static void closedStorage(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage storage = bench.port();
        storage.write(Batches.of(1, 1, 5), 2);
        storage.close();
        storage.close();
        requireClosed("readNumber", () -> storage.readNumber(1, 1));
        requireClosed("readCheckpoint", storage::readCheckpoint);
        requireClosed("write", () -> storage.write(Batches.EMPTY, 1));
        requireClosed("forEachNumber", () -> Batches.all(storage));
    }

    private static void requireClosed(String what, EngineRule.Body call) {
        StorageException e = E14.refuses(StorageException.class, what + " after the close", call);
        E14.require(e.definite(), () -> what + " after the close must be definite, nothing can have happened");
        E14.require(
                e.getMessage().startsWith("storage must be open: "),
                () -> what + " after the close must say 'storage must be open: …': message=" + e.getMessage());
    }

    /** Answers get lost, a batch arrives in part, late, or twice: what the caller does then must heal it. */
    private static void unknownOutcomes(Bench<SequenceStorage> bench) throws Exception {
        ScriptedPlan plan = new ScriptedPlan()
                .at(Operation.WRITE, 1, Fault.torn(1))
                .at(Operation.WRITE, 3, Fault.of(FaultKind.ERROR_AFTER))
                .at(Operation.WRITE, 5, Fault.of(FaultKind.LATE));
        FaultyStorage storage = new FaultyStorage(bench.port(), plan, Pauser.SLEEP);
        fails(() -> storage.write(Batches.ofNumbers(1, 5, 6, 7), 4));
        E17.equal(0L, storage.readCheckpoint(), "checkpoint of a write of which one value arrived");
        storage.write(Batches.ofNumbers(1, 5, 6, 7), 4);
        E17.equal(7L, storage.readNumber(1, 3), "last value of a torn batch that was written again");
        E17.equal(4L, storage.readCheckpoint(), "checkpoint of a torn batch that was written again");
        fails(() -> storage.write(Batches.ofNumbers(1, 8, 6, 9), 5));
        storage.write(Batches.ofNumbers(1, 8, 10, 9), 6);
        E17.equal(10L, storage.readNumber(1, 2), "value of a batch that followed one whose answer was lost");
        E17.equal(6L, storage.readCheckpoint(), "checkpoint of a batch that followed one whose answer was lost");
        fails(() -> storage.write(Batches.ofNumbers(1, 11, 11, 20), 7));
        storage.write(Batches.ofNumbers(1, 12, 12, 12), 8);
        storage.landLate(0);
        E17.equal(12L, storage.readNumber(1, 1), "number after a late write of a lower one");
        E17.equal(20L, storage.readNumber(1, 3), "number after a late write of a higher one");
        E17.equal(8L, storage.readCheckpoint(), "checkpoint after a late write of a lower one");
        storage.write(Batches.ofNumbers(1, 12, 12, 12), 8);
        E17.equal(20L, storage.readNumber(1, 3), "number after a write that came twice");
    }

    /** A failure that the wrapper makes. */
    private static void fails(EngineRule.Body call) {
        E17.refuses(StorageException.class, "an injected fault", call);
    }

    private static void reopening(Bench<SequenceStorage> bench) throws Exception {
        E18.equal(0L, bench.port().readCheckpoint(), "checkpoint of a new storage");
        SequenceStorage empty = bench.reopen();
        E18.equal(Map.of(), Batches.all(empty), "numbers of an empty storage that was opened again");
        for (int n = 1; n <= 5; n++) {
            SequenceStorage storage = bench.port();
            storage.write(Batches.ofNumbers(-1L, n, 100 + n), n);
            storage.write(Batches.of(0, MAX_SEQ_ID, n + 1), n + 1);
            SequenceStorage again = bench.reopen();
            E18.equal(n + 1L, again.readCheckpoint(), "checkpoint after opening " + n);
            Map<NumberKey, Long> expected = Map.of(
                    new NumberKey(-1L, 1), (long) n,
                    new NumberKey(-1L, 2), 100L + n,
                    new NumberKey(0, MAX_SEQ_ID), n + 1L);
            E18.equal(expected, Batches.all(again), "numbers after opening " + n);
        }
    }

    private static void reopeningAndLowering(Bench<SequenceStorage> bench) throws Exception {
        bench.port().write(Batches.of(1, 1, 10), 10);
        SequenceStorage storage = bench.reopen();
        storage.write(Batches.of(1, 1, 9), 9);
        E19.equal(10L, storage.readNumber(1, 1), "number that was 10 before the opening, after a write of 9");
        E19.equal(10L, storage.readCheckpoint(), "checkpoint that was 10 before the opening, after a write of 9");
    }

    private static void crash(Bench<SequenceStorage> bench) throws Exception {
        long known = 0;
        for (int round = 0; round < 2; round++) {
            SequenceStorage storage = bench.port();
            for (long n = known + 1; n <= known + 7; n++) {
                storage.write(Batches.ofNumbers(n % 2, n, 1_000 + n), n + 1);
            }
            SequenceStorage found = bench.crash();
            long checkpoint = found.readCheckpoint();
            long last = known + 7;
            E20.require(
                    checkpoint <= last + 1,
                    () -> "checkpoint after a crash is one that was written: checkpoint=" + checkpoint + ", written="
                            + (last + 1));
            for (long n = Math.max(1, checkpoint - 2); n < checkpoint; n++) {
                requireCovered(found, n, checkpoint);
            }
            known = Math.max(checkpoint - 1, 0);
        }
    }

    private static void requireCovered(SequenceStorage found, long n, long checkpoint) {
        for (int seqId = 1; seqId <= 2; seqId++) {
            long number = found.readNumber(n % 2, seqId);
            long least = seqId == 1 ? n : 1_000 + n;
            E20.require(
                    number >= least,
                    () -> "number after a crash must cover the checkpoint: checkpoint=" + checkpoint + ", number="
                            + number + ", written=" + least);
        }
    }

    private static void twoHandles(Bench<SequenceStorage> bench) throws Exception {
        SequenceStorage one = bench.port();
        SequenceStorage two = bench.another();
        for (int n = 1; n <= 6; n++) {
            SequenceStorage writer = n % 2 == 0 ? one : two;
            SequenceStorage reader = n % 2 == 0 ? two : one;
            writer.write(Batches.of(3, 1, 10L * n), n);
            E21.equal(10L * n, reader.readNumber(3, 1), "number that the other one wrote");
            E21.equal((long) n, reader.readCheckpoint(), "checkpoint that the other one wrote");
            reader.write(Batches.of(3, 1, 5), 1);
            E21.equal(10L * n, writer.readNumber(3, 1), "number after the other one wrote a lower one");
        }
    }

    private static void openings(Bench<SequenceStorage> bench) throws Exception {
        Openings.require(E23, bench, storage -> {
            storage.write(Batches.of(1, 1, 5), 2);
            storage.readNumber(1, 1);
        });
    }
}
