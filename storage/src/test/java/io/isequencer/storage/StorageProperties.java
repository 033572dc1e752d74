package io.isequencer.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.Cache;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.cache.TableCache;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.contract.AnyEvents;
import io.isequencer.storage.faulty.Fault;
import io.isequencer.storage.faulty.FaultKind;
import io.isequencer.storage.mapdb.MapDbStorage;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Each storage equals a plain map whose numbers never fall, after any list of calls. */
class StorageProperties {
    @SeededProperty
    void memory(@ForAll("calls") List<Call> calls) {
        check(calls, MemoryStorage::new, false);
    }

    @SeededProperty
    void faultyOverMemory(@ForAll("calls") List<Call> calls) {
        check(calls, MemoryStorage::new, true);
    }

    @SeededProperty
    void mapDbInMemory(@ForAll("calls") List<Call> calls) {
        check(calls, MapDbStorage::inMemory, false);
    }

    @SeededProperty
    void faultyOverMapDb(@ForAll("calls") List<Call> calls) {
        check(calls, MapDbStorage::inMemory, true);
    }

    /** Few and short: each write is a commit to disk. */
    @Property(seed = "20261122", tries = 5)
    void faultyOverMapDbOnDisk(@ForAll("fewCalls") List<Call> calls) throws IOException {
        Path directory = Files.createTempDirectory("isequencer-property-");
        try (StorageModel model = new StorageModel(() -> MapDbStorage.open(directory.resolve("numbers.db")), true)) {
            calls.forEach(call -> call.on(model));
            model.reopen();
        } finally {
            delete(directory);
        }
    }

    @SeededProperty
    void lruCache(@ForAll("puts") List<Map.Entry<NumberKey, Long>> puts) {
        checkCache(new LruCache(3), puts);
    }

    @SeededProperty
    void tableCache(@ForAll("puts") List<Map.Entry<NumberKey, Long>> puts) {
        checkCache(new TableCache(3), puts);
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        return Salt.of(call().list().ofMinSize(1).ofMaxSize(30));
    }

    @Provide
    Arbitrary<List<Call>> fewCalls() {
        Arbitrary<Call> reopen = Arbitraries.just(Call.of("reopen", StorageModel::reopen));
        return Salt.of(Arbitraries.frequencyOf(Tuple.of(5, call()), Tuple.of(1, reopen))
                .list()
                .ofSize(10));
    }

    @Provide
    Arbitrary<List<Map.Entry<NumberKey, Long>>> puts() {
        return Salt.of(Combinators.combine(keys(), AnyEvents.numbers())
                .as(Map::entry)
                .list()
                .ofMaxSize(60));
    }

    private static Arbitrary<Call> call() {
        Arbitrary<Call> write = Combinators.combine(
                        Arbitraries.maps(keys(), AnyEvents.numbers()).ofMaxSize(6),
                        Arbitraries.oneOf(Arbitraries.longs().between(0, 6), Arbitraries.just(Long.MAX_VALUE)),
                        faults())
                .as((values, checkpoint, fault) -> Call.of(
                        "write " + values + " " + checkpoint + " " + fault,
                        model -> model.write(values, checkpoint, fault)));
        return Arbitraries.frequencyOf(
                Tuple.of(6, write),
                Tuple.of(2, keys().map(key -> Call.of("read " + key, model -> model.read(key)))),
                Tuple.of(1, keys().map(key -> Call.of("failed read " + key, model -> model.failRead(key)))),
                Tuple.of(2, Arbitraries.just(Call.of("land", StorageModel::land))));
    }

    private static Arbitrary<NumberKey> keys() {
        return Combinators.combine(AnyEvents.wsIds(), AnyEvents.seqIds()).as(NumberKey::new);
    }

    private static Arbitrary<Fault> faults() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Fault.NONE)),
                Tuple.of(
                        1,
                        Arbitraries.of(FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER, FaultKind.LATE)
                                .map(Fault::of)),
                Tuple.of(1, Arbitraries.integers().between(0, 7).map(Fault::torn)));
    }

    private static void check(List<Call> calls, Supplier<SequenceStorage> opener, boolean faulty) {
        try (StorageModel model = new StorageModel(opener, faulty)) {
            calls.forEach(call -> call.on(model));
        }
    }

    /** A cache forgets what it likes, but never gives an older number. */
    private static void checkCache(Cache cache, List<Map.Entry<NumberKey, Long>> puts) {
        Map<NumberKey, Long> last = new HashMap<>();
        for (Map.Entry<NumberKey, Long> put : puts) {
            cache.put(put.getKey().wsId(), put.getKey().seqId(), put.getValue());
            last.put(put.getKey(), put.getValue());
            last.forEach((key, number) -> {
                long got = cache.get(key.wsId(), key.seqId());
                assertEquals(got == 0 ? 0 : number, got, () -> key + " in " + cache);
            });
        }
        cache.clear();
        last.forEach((key, number) -> assertEquals(0, cache.get(key.wsId(), key.seqId())));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A call on a storage, with the words for it. */
    interface Call {
        void on(StorageModel model);

        static Call of(String words, Call call) {
            return new Call() {
                @Override
                public void on(StorageModel model) {
                    call.on(model);
                }

                @Override
                public String toString() {
                    return words;
                }
            };
        }
    }
}
