package io.isequencer.storage.contract;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Storages with one fault each, as real engines have them, and the rule that it breaks. */
enum WrongStorage {
    STARTS_AT_CHECKPOINT_1(EngineRule.E1, stored -> new PretendStorage(stored) {
        @Override
        public long readCheckpoint() {
            return Math.max(1, super.readCheckpoint());
        }
    }),
    READS_A_REPLICA_THAT_LAGS(EngineRule.E2, stored -> new PretendStorage(stored) {
        private final Map<NumberKey, Long> replica = new HashMap<>(stored.numbers);

        @Override
        void apply(ValueBatch batch, long checkpoint) {
            synchronized (stored) {
                replica.putAll(stored.numbers);
            }
            super.apply(batch, checkpoint);
        }

        @Override
        long numberOf(NumberKey key) {
            return replica.getOrDefault(key, 0L);
        }
    }),
    SKIPS_A_WRITE_WITHOUT_VALUES(EngineRule.E2, stored -> new PretendStorage(stored) {
        @Override
        void apply(ValueBatch batch, long checkpoint) {
            if (batch.size() > 0) {
                super.apply(batch, checkpoint);
            }
        }
    }),
    STORES_A_PART_OF_A_LONG_BATCH(EngineRule.E3, stored -> new PretendStorage(stored) {
        @Override
        void putAll(ValueBatch batch) {
            super.putAll(batch.slice(0, Math.min(1_000, batch.size())));
        }
    }),
    LAST_WRITER_WINS(EngineRule.E4, stored -> new PretendStorage(stored) {
        @Override
        void put(NumberKey key, long number) {
            stored.numbers.put(key, number);
        }
    }),
    LAST_CHECKPOINT_WINS(EngineRule.E5, stored -> new PretendStorage(stored) {
        @Override
        long mergedCheckpoint(long before, long now) {
            return now == 0 ? before : now;
        }
    }),
    CHECKPOINT_0_RESETS(EngineRule.E6, stored -> new PretendStorage(stored) {
        @Override
        long mergedCheckpoint(long before, long now) {
            return now == 0 ? 0 : Math.max(before, now);
        }
    }),
    DROPS_WHAT_LOOKS_OUTDATED(EngineRule.E6, stored -> new PretendStorage(stored) {
        @Override
        void apply(ValueBatch batch, long checkpoint) {
            if (checkpoint == 0 || checkpoint >= readCheckpoint()) {
                super.apply(batch, checkpoint);
            }
        }
    }),
    LOSES_THE_SIGN_OF_THE_WORKSPACE(EngineRule.E7, stored -> new PretendStorage(stored) {
        @Override
        void put(NumberKey key, long number) {
            super.put(new NumberKey(Math.abs(key.wsId()), key.seqId()), number);
        }

        @Override
        long numberOf(NumberKey key) {
            return super.numberOf(new NumberKey(Math.abs(key.wsId()), key.seqId()));
        }
    }),
    WORKSPACE_0_IS_NONE(EngineRule.E7, stored -> new PretendStorage(stored) {
        @Override
        void put(NumberKey key, long number) {
            if (key.wsId() != 0) {
                super.put(key, number);
            }
        }
    }),
    ROUNDS_TO_53_BITS(EngineRule.E8, stored -> new PretendStorage(stored) {
        @Override
        void put(NumberKey key, long number) {
            super.put(key, (long) (double) number);
        }
    }),
    STORES_THE_BATCH_LATER(EngineRule.E9, stored -> new PretendStorage(stored) {
        private ValueBatch waiting = Batches.EMPTY;

        @Override
        void putAll(ValueBatch batch) {
            super.putAll(waiting);
            waiting = batch;
        }

        @Override
        void requireOpen() {
            super.requireOpen();
            synchronized (stored) {
                super.putAll(waiting);
            }
        }

        @Override
        public void crash() {
            requireOpen();
            super.crash();
        }
    }),
    LISTS_THE_END_OF_A_PAGE_TWICE(EngineRule.E10, stored -> new PretendStorage(stored) {
        @Override
        public void forEachNumber(NumberVisitor visitor) {
            requireOpen();
            int seen = 0;
            for (Map.Entry<NumberKey, Long> entry : listed()) {
                seen++;
                for (int times = seen % 1_000 == 0 ? 2 : 1; times > 0; times--) {
                    visitor.visit(entry.getKey().wsId(), entry.getKey().seqId(), entry.getValue());
                }
            }
        }
    }),
    LISTING_HOLDS_THE_CONNECTION(EngineRule.E11, stored -> new PretendStorage(stored) {
        private boolean listing;

        @Override
        public void forEachNumber(NumberVisitor visitor) {
            listing = true;
            try {
                super.forEachNumber(visitor);
            } finally {
                listing = false;
            }
        }

        @Override
        void apply(ValueBatch batch, long checkpoint) {
            if (listing) {
                throw new StorageException("connection must not be busy", true);
            }
            super.apply(batch, checkpoint);
        }
    }),
    WRAPS_THE_VISITORS_EXCEPTION(EngineRule.E11, stored -> new PretendStorage(stored) {
        @Override
        public void forEachNumber(NumberVisitor visitor) {
            requireOpen();
            try {
                super.forEachNumber(visitor);
            } catch (RuntimeException e) {
                throw new StorageException("listing must not fail", true, e);
            }
        }
    }),
    TAKES_ANY_ARGUMENT(EngineRule.E12, stored -> new PretendStorage(stored) {
        @Override
        void checkSeqId(int seqId) {}

        @Override
        void checkCheckpoint(long checkpoint) {}

        @Override
        long numberOf(NumberKey key) {
            return super.numberOf(key);
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            return seqId < 1 || seqId > 65_535 ? 0 : super.readNumber(wsId, seqId);
        }
    }),
    AN_INTERRUPT_BREAKS_IT(EngineRule.E13, stored -> new PretendStorage(stored) {
        private volatile boolean broken;

        @Override
        void requireOpen() {
            broken |= Thread.currentThread().isInterrupted();
            if (broken) {
                throw new StorageException("channel must be open", false);
            }
            super.requireOpen();
        }
    }),
    SWALLOWS_THE_INTERRUPT(EngineRule.E13, stored -> new PretendStorage(stored) {
        @Override
        void apply(ValueBatch batch, long checkpoint) {
            Thread.interrupted();
            super.apply(batch, checkpoint);
        }
    }),
    LOOKS_EMPTY_WHEN_CLOSED(EngineRule.E14, stored -> new PretendStorage(stored) {
        private boolean closed;

        @Override
        public long readNumber(long wsId, int seqId) {
            return closed ? 0 : super.readNumber(wsId, seqId);
        }

        @Override
        public void close() {
            closed = true;
            super.close();
        }
    }),
    COMPARES_WITH_WHAT_ITS_THREAD_HAS_SEEN(EngineRule.E15, stored -> new PretendStorage(stored) {
        @Override
        void putAll(ValueBatch batch) {
            Map<NumberKey, Long> seen =
                    stored.seenByThread.computeIfAbsent(Thread.currentThread().getId(), any -> new HashMap<>());
            for (int i = 0; i < batch.size(); i++) {
                NumberKey key = new NumberKey(batch.wsId(i), batch.seqId(i));
                long before = seen.computeIfAbsent(key, this::numberOf);
                seen.put(key, Math.max(before, batch.number(i)));
                stored.numbers.put(key, seen.get(key));
            }
        }
    }),
    CHECKPOINT_BEFORE_VALUES(EngineRule.E16, stored -> new PretendStorage(stored) {
        @Override
        void apply(ValueBatch batch, long checkpoint) {
            super.apply(Batches.EMPTY, checkpoint);
            pause();
            super.apply(batch, 0);
        }
    }),
    DROPS_WHAT_LOOKS_DELIVERED(EngineRule.E17, stored -> new PretendStorage(stored) {
        @Override
        void putAll(ValueBatch batch) {
            if (batch.size() == 0 || numberOf(new NumberKey(batch.wsId(0), batch.seqId(0))) != batch.number(0)) {
                super.putAll(batch);
            }
        }
    }),
    LOSES_THE_LAST_WRITE_AT_THE_CLOSE(EngineRule.E18, stored -> new PretendStorage(stored) {
        private Map<NumberKey, Long> before = Map.of();

        @Override
        void apply(ValueBatch batch, long checkpoint) {
            synchronized (stored) {
                before = new HashMap<>(stored.numbers);
            }
            super.apply(batch, checkpoint);
        }

        @Override
        public void close() {
            synchronized (stored) {
                stored.numbers.clear();
                stored.numbers.putAll(before);
            }
            super.close();
        }

        @Override
        public void crash() {
            super.close();
        }
    }),
    COMPARES_WITH_ITS_MEMORY_ALONE(EngineRule.E19, stored -> new PretendStorage(stored) {
        private final Map<NumberKey, Long> known = new HashMap<>();

        @Override
        void put(NumberKey key, long number) {
            stored.numbers.put(key, known.merge(key, number, Math::max));
        }
    }),
    SYNCS_ONLY_THE_CHECKPOINT(EngineRule.E20, stored -> new PretendStorage(stored) {
        private TreeMap<NumberKey, Long> synced = new TreeMap<>(stored.numbers);

        @Override
        public void close() {
            synced = new TreeMap<>(stored.numbers);
            super.close();
        }

        @Override
        public void crash() {
            synchronized (stored) {
                stored.numbers.clear();
                stored.numbers.putAll(synced);
            }
            super.close();
        }
    }),
    EACH_OWNER_CACHES(EngineRule.E21, stored -> new PretendStorage(stored) {
        private final Map<NumberKey, Long> cache = new HashMap<>();

        @Override
        void put(NumberKey key, long number) {
            super.put(key, number);
            cache.put(key, super.numberOf(key));
        }

        @Override
        long numberOf(NumberKey key) {
            return cache.computeIfAbsent(key, absent -> super.numberOf(absent));
        }
    }),
    A_TIMEOUT_IS_CALLED_DEFINITE(EngineRule.E22, stored -> new PretendStorage(stored) {
        @Override
        void broken() {
            throw new StorageException("connection must hold", true);
        }
    }),
    A_BROKEN_CONNECTION_STAYS(EngineRule.E22, stored -> new PretendStorage(stored) {
        private volatile boolean dead;

        @Override
        void broken() {
            dead = true;
            super.broken();
        }

        @Override
        void requireOpen() {
            super.requireOpen();
            if (dead) {
                throw new StorageException("connection must be open", true);
            }
        }
    }),
    LEAVES_A_THREAD(EngineRule.E23, stored -> {
        WrongLog.leaveThread();
        return new PretendStorage(stored);
    }),
    THE_LAST_CHECKPOINT_TAKES_NO_VALUES(EngineRule.E24, stored -> new PretendStorage(stored) {
        @Override
        void apply(ValueBatch batch, long checkpoint) {
            super.apply(checkpoint == Long.MAX_VALUE ? Batches.EMPTY : batch, checkpoint);
        }
    });

    final EngineRule rule;
    private final PretendStorage.Handle handle;

    WrongStorage(EngineRule rule, PretendStorage.Handle handle) {
        this.rule = rule;
        this.handle = handle;
    }

    Engine<SequenceStorage> engine() {
        return PretendStorage.engine(handle);
    }

    static List<EngineRule> rules() {
        return List.of(values()).stream().map(wrong -> wrong.rule).toList();
    }

    /** Long enough for others to come in between. */
    static void pause() {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
    }
}
