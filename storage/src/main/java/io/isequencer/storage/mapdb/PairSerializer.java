package io.isequencer.storage.mapdb;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializer;

/**
 * Reads and writes keys and values of two longs exactly as MapDB's serializer of long arrays does, which makes an array
 * for each key and value of a node that it passes. This one searches the bytes as they are, and keeps the keys or values
 * of a node that is changed in one array.
 *
 * <pre>
 *   +-----------+---------+---------+
 *   | 0x80 | 2  |  first  | second  |     the number of longs, then the longs, big-endian
 *   |  1 byte   |   i64   |   i64   |
 *   +-----------+---------+---------+
 * </pre>
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 *   <li><i>Errors:</i> {@link IOException} if what is read is no pair: the file is damaged.
 * </ul>
 */
final class PairSerializer implements GroupSerializer<long[]> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH = 2;
    private static final byte PACKED_LENGTH = (byte) (0x80 | LENGTH);
    private static final int SECOND_AT = 1 + Long.BYTES;
    private static final int BYTES = 1 + LENGTH * Long.BYTES;

    @Override
    public void serialize(DataOutput2 out, long[] pair) throws IOException {
        write(out, pair);
    }

    @Override
    public long[] deserialize(DataInput2 in, int available) throws IOException {
        return read(in, 1);
    }

    @Override
    public boolean isTrusted() {
        return true;
    }

    @Override
    public int compare(long[] a, long[] b) {
        return compare(a[0], a[1], b);
    }

    private static int compare(long first, long second, long[] pair) {
        int byFirst = Long.compare(first, pair[0]);
        return byFirst != 0 ? byFirst : Long.compare(second, pair[1]);
    }

    @Override
    public void valueArraySerialize(DataOutput2 out, Object pairs) throws IOException {
        write(out, (long[]) pairs);
    }

    @Override
    public Object valueArrayDeserialize(DataInput2 in, int size) throws IOException {
        return read(in, size);
    }

    @Override
    public long[] valueArrayBinaryGet(DataInput2 in, int size, int position) throws IOException {
        in.setPos(in.getPos() + position * BYTES);
        return read(in, 1);
    }

    @Override
    @SuppressWarnings("rawtypes") // As MapDB declares it. The order is always that of this serializer.
    public int valueArrayBinarySearch(long[] key, DataInput2 in, int size, Comparator order) throws IOException {
        byte[] bytes = in.internalByteArray();
        int begin = in.getPos();
        // What comes behind the keys is read next.
        in.setPos(begin + size * BYTES);
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = begin + middle * BYTES;
            requirePair(bytes, at);
            int compared = compare(longAt(bytes, at + 1), longAt(bytes, at + SECOND_AT), key);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public int valueArraySearch(Object keys, long[] key, Comparator order) {
        return valueArraySearch(keys, key);
    }

    @Override
    public int valueArraySearch(Object keys, long[] key) {
        long[] pairs = (long[]) keys;
        int low = 0;
        int high = pairs.length / LENGTH - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = compare(pairs[LENGTH * middle], pairs[LENGTH * middle + 1], key);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }

    @Override
    public long[] valueArrayGet(Object pairs, int position) {
        return Arrays.copyOfRange((long[]) pairs, LENGTH * position, LENGTH * (position + 1));
    }

    @Override
    public int valueArraySize(Object pairs) {
        return ((long[]) pairs).length / LENGTH;
    }

    @Override
    public Object valueArrayEmpty() {
        return new long[0];
    }

    @Override
    public Object valueArrayPut(Object pairs, int position, long[] pair) {
        long[] before = (long[]) pairs;
        int at = LENGTH * position;
        long[] after = new long[before.length + LENGTH];
        System.arraycopy(before, 0, after, 0, at);
        System.arraycopy(pair, 0, after, at, LENGTH);
        System.arraycopy(before, at, after, at + LENGTH, before.length - at);
        return after;
    }

    @Override
    public Object valueArrayUpdateVal(Object pairs, int position, long[] pair) {
        long[] after = ((long[]) pairs).clone();
        System.arraycopy(pair, 0, after, LENGTH * position, LENGTH);
        return after;
    }

    @Override
    public Object valueArrayFromArray(Object[] each) {
        long[] pairs = new long[LENGTH * each.length];
        for (int i = 0; i < each.length; i++) {
            System.arraycopy((long[]) each[i], 0, pairs, LENGTH * i, LENGTH);
        }
        return pairs;
    }

    @Override
    public Object valueArrayCopyOfRange(Object pairs, int from, int to) {
        return Arrays.copyOfRange((long[]) pairs, LENGTH * from, LENGTH * to);
    }

    @Override
    public Object valueArrayDeleteValue(Object pairs, int position) {
        throw new UnsupportedOperationException("numbers are never removed");
    }

    private static void write(DataOutput2 out, long[] pairs) throws IOException {
        out.ensureAvail(pairs.length / LENGTH * BYTES);
        for (int i = 0; i < pairs.length; i += LENGTH) {
            out.writeByte(PACKED_LENGTH);
            out.writeLong(pairs[i]);
            out.writeLong(pairs[i + 1]);
        }
    }

    private static long[] read(DataInput2 in, int size) throws IOException {
        byte[] bytes = in.internalByteArray();
        int at = in.getPos();
        long[] pairs = new long[LENGTH * size];
        for (int i = 0; i < pairs.length; i += LENGTH) {
            requirePair(bytes, at);
            pairs[i] = longAt(bytes, at + 1);
            pairs[i + 1] = longAt(bytes, at + SECOND_AT);
            at += BYTES;
        }
        in.setPos(at);
        return pairs;
    }

    private static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    private static void requirePair(byte[] bytes, int at) throws IOException {
        if (bytes[at] != PACKED_LENGTH) {
            throw new IOException("record must be of two longs: lengthByte=" + bytes[at]);
        }
    }
}
