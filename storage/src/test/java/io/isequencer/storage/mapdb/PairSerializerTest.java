package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.Serializer;
import org.mapdb.serializer.GroupSerializer;

/** What it reads, writes and finds is what MapDB's own serializer reads, writes and finds. */
class PairSerializerTest {
    private static final GroupSerializer<long[]> MAPDB = Serializer.LONG_ARRAY;

    /** A node holds 32 keys at most. */
    private static final int MAX_SIZE = 40;

    private final PairSerializer pairs = new PairSerializer();
    private final Random random = new Random(1);

    @Test
    void theBytesAreThoseOfMapDb() throws IOException {
        for (int size = 0; size <= MAX_SIZE; size++) {
            long[][] values = values(size);
            byte[] bytes = bytes(MAPDB, values);
            assertArrayEquals(bytes, bytes(pairs, values));
            DataInput2 in = new DataInput2.ByteArray(bytes);
            assertArrayEquals(values, pairs.valueArrayToArray(pairs.valueArrayDeserialize(in, size)));
            assertEquals(bytes.length, in.getPos());
        }
    }

    @Test
    void aSingleOneToo() throws IOException {
        long[] value = values(1)[0];
        DataOutput2 mapDb = new DataOutput2();
        DataOutput2 ours = new DataOutput2();
        MAPDB.serialize(mapDb, value);
        pairs.serialize(ours, value);
        assertArrayEquals(mapDb.copyBytes(), ours.copyBytes());
        assertArrayEquals(value, pairs.deserialize(new DataInput2.ByteArray(ours.copyBytes()), -1));
    }

    @Test
    void whatIsFoundIsWhatMapDbFinds() throws IOException {
        for (int size = 0; size <= MAX_SIZE; size++) {
            long[][] keys = keys(size);
            byte[] bytes = bytes(pairs, keys);
            for (long[] key : values(100)) {
                int expected = MAPDB.valueArraySearch(keys, key);
                assertEquals(expected, pairs.valueArraySearch(pairs.valueArrayFromArray(keys), key));
                assertEquals(expected, pairs.valueArraySearch(pairs.valueArrayFromArray(keys), key, pairs));
                DataInput2 in = new DataInput2.ByteArray(bytes);
                assertEquals(expected, pairs.valueArrayBinarySearch(key, in, size, pairs));
                assertEquals(bytes.length, in.getPos(), "what is behind the keys is read next");
            }
            for (int i = 0; i < size; i++) {
                assertEquals(i, pairs.valueArraySearch(pairs.valueArrayFromArray(keys), keys[i]));
                assertEquals(i, pairs.valueArrayBinarySearch(keys[i], new DataInput2.ByteArray(bytes), size, pairs));
                assertArrayEquals(keys[i], pairs.valueArrayBinaryGet(new DataInput2.ByteArray(bytes), size, i));
            }
        }
    }

    @Test
    void nodesChangeAsThoseOfMapDb() {
        long[][] values = values(5);
        long[] another = values(1)[0];
        Object ours = pairs.valueArrayFromArray(values);
        for (int i = 0; i < values.length; i++) {
            assertHolds(MAPDB.valueArrayUpdateVal(values, i, another), pairs.valueArrayUpdateVal(ours, i, another));
            assertHolds(
                    MAPDB.valueArrayCopyOfRange(values, i, values.length),
                    pairs.valueArrayCopyOfRange(ours, i, values.length));
            assertHolds(MAPDB.valueArrayCopyOfRange(values, 0, i), pairs.valueArrayCopyOfRange(ours, 0, i));
        }
        for (int i = 0; i <= values.length; i++) {
            assertHolds(MAPDB.valueArrayPut(values, i, another), pairs.valueArrayPut(ours, i, another));
        }
        assertHolds(values, ours);
        assertHolds(new long[0][], pairs.valueArrayEmpty());
        assertThrows(UnsupportedOperationException.class, () -> pairs.valueArrayDeleteValue(ours, 1));
    }

    @Test
    void whatIsNoPairIsDamage() throws IOException {
        long[][] triples = {{1, 2, 3}, {4, 5, 6}};
        byte[] bytes = bytes(MAPDB, triples);
        assertThrows(IOException.class, () -> pairs.valueArrayDeserialize(new DataInput2.ByteArray(bytes), 2));
        assertThrows(IOException.class, () -> pairs.deserialize(new DataInput2.ByteArray(bytes), -1));
        assertThrows(
                IOException.class,
                () -> pairs.valueArrayBinarySearch(triples[0], new DataInput2.ByteArray(bytes), 2, pairs));
    }

    /** Each reads what the other has written: a file names MapDB's serializer. */
    @Test
    void aTreeIsTheSameByEitherSerializer() {
        Map<Long, Long> expected = new TreeMap<>();
        try (DB db = DBMaker.memoryDB().make()) {
            BTreeMap<long[], long[]> numbers = MapDbFile.numbers(db);
            for (int i = 0; i < 5_000; i++) {
                long key = random.nextInt(3_000) - 1_500;
                expected.put(key, (long) i);
                assertEquals(
                        numbers.get(new long[] {key, 1}) != null,
                        numbers.put(new long[] {key, 1}, new long[] {i, -i}) != null);
                assertNull(numbers.get(new long[] {key, 2}));
            }
            BTreeMap<long[], long[]> byMapDb =
                    db.treeMap(MapDbFile.NUMBERS_NAME, MAPDB, MAPDB).open();
            Map<Long, Long> found = new TreeMap<>();
            byMapDb.forEach((key, value) -> found.put(key[0], value[0]));
            assertEquals(expected, found);
            byMapDb.put(new long[] {7, 1}, new long[] {99, 0});
            assertEquals(99, MapDbFile.numbers(db).get(new long[] {7, 1})[0]);
        }
    }

    private long[][] values(int size) {
        long[][] values = new long[size][];
        for (int i = 0; i < size; i++) {
            values[i] = new long[] {random.nextBoolean() ? random.nextLong() : random.nextInt(3), random.nextInt(3)};
        }
        return values;
    }

    /** Ascending and different. */
    private long[][] keys(int size) {
        NavigableSet<long[]> keys = new TreeSet<>(MAPDB);
        while (keys.size() < size) {
            keys.addAll(List.of(values(1)));
        }
        return keys.toArray(new long[0][]);
    }

    private void assertHolds(Object expected, Object actual) {
        assertArrayEquals(MAPDB.valueArrayToArray(expected), pairs.valueArrayToArray(actual));
        assertEquals(MAPDB.valueArraySize(expected), pairs.valueArraySize(actual));
    }

    private static byte[] bytes(GroupSerializer<long[]> serializer, long[][] values) throws IOException {
        DataOutput2 out = new DataOutput2();
        serializer.valueArraySerialize(out, serializer.valueArrayFromArray(values));
        return out.copyBytes();
    }
}
