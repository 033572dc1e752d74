package io.isequencer.storage.segment;

import io.isequencer.api.Limits;
import io.isequencer.spi.Event;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a record: one event. All values are big-endian.
 *
 * <pre>
 *    0        4        8                16       18                 26       30
 *   +--------+--------+----------------+--------+------------------+--------+-----------+---------+
 *   | crc32c | length |   plogOffset   | wsKind |       wsId       | count  |  numbers  | payload |
 *   |  u32   |  u32   |      i64       |  u16   |       u64        |  u32   | count*11  |  rest   |
 *   +--------+--------+----------------+--------+------------------+--------+-----------+---------+
 *
 *   number:  +-------+-------+-----------+
 *            | flags | seqId |  number   |     flags: 1 = explicit (R18), other bits 0
 *            |  u8   |  u16  |    i64    |
 *            +-------+-------+-----------+
 * </pre>
 *
 * <p>{@code length} counts the bytes behind itself; {@code crc32c} covers all bytes behind itself, so a record of zeros
 * is not valid.
 *
 * <ul>
 *   <li><i>Units:</i> sizes in bytes; a record size counts the whole record.
 * </ul>
 */
public final class RecordFormat {
    /** Bytes of checksum and length. */
    static final int PREFIX_BYTES = 8;

    /** Bytes of an event without numbers and payload. */
    public static final int MIN_RECORD_BYTES = 30;

    /** Bytes of the smallest thing in a segment: a {@link DurableMark}. */
    static final int MIN_FRAME_BYTES = DurableMark.BYTES;

    /** Largest record: what a reader must be ready to hold in memory. */
    static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    static final int NUMBER_BYTES = 11;
    static final int EXPLICIT_FLAG = 1;

    private static final int LENGTH_AT = 4;
    private static final int PLOG_OFFSET_AT = 8;
    private static final int WS_KIND_AT = 16;
    private static final int WS_ID_AT = 18;
    private static final int COUNT_AT = 26;
    private static final int NUMBERS_AT = 30;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private RecordFormat() {}

    /** The record size of an event. */
    public static int recordBytes(Event event) {
        long bytes = MIN_RECORD_BYTES + (long) NUMBER_BYTES * event.size() + event.payload().length;
        if (bytes > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("record size must be <= " + MAX_RECORD_BYTES + ": recordBytes=" + bytes
                    + ", plogOffset=" + event.plogOffset());
        }
        return (int) bytes;
    }

    /** Writes an event's record of the given size. */
    public static void encode(Event event, int recordBytes, byte[] target, int at) {
        INT.set(target, at + LENGTH_AT, recordBytes - PREFIX_BYTES);
        LONG.set(target, at + PLOG_OFFSET_AT, event.plogOffset());
        SHORT.set(target, at + WS_KIND_AT, (short) Limits.requireWsKind(event.wsKind()));
        LONG.set(target, at + WS_ID_AT, event.wsId());
        INT.set(target, at + COUNT_AT, event.size());
        int position = at + NUMBERS_AT;
        for (int i = 0; i < event.size(); i++) {
            target[position] = (byte) (event.explicit(i) ? EXPLICIT_FLAG : 0);
            SHORT.set(target, position + 1, (short) Limits.requireSeqId(event.seqId(i)));
            LONG.set(target, position + 3, Limits.requireNumber(event.number(i)));
            position += NUMBER_BYTES;
        }
        byte[] payload = event.payload();
        System.arraycopy(payload, 0, target, position, payload.length);
        INT.set(target, at, checksum(target, at + LENGTH_AT, recordBytes - LENGTH_AT));
    }

    public static int checksum(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    /** The record size that stands in a record's prefix; not trustworthy before {@link #checksumMatches}. */
    static long statedRecordBytes(byte[] bytes, int at) {
        return Integer.toUnsignedLong(intAt(bytes, at + LENGTH_AT)) + PREFIX_BYTES;
    }

    static boolean checksumMatches(byte[] bytes, int at, int recordBytes) {
        return intAt(bytes, at) == checksum(bytes, at + LENGTH_AT, recordBytes - LENGTH_AT);
    }

    /** Whether the numbers that a record claims to hold fit into it. */
    static boolean countFits(byte[] bytes, int at, int recordBytes) {
        if (recordBytes < MIN_RECORD_BYTES) {
            return false;
        }
        int count = count(bytes, at);
        return count >= 0 && MIN_RECORD_BYTES + (long) NUMBER_BYTES * count <= recordBytes;
    }

    static long plogOffset(byte[] bytes, int at) {
        return longAt(bytes, at + PLOG_OFFSET_AT);
    }

    static int wsKind(byte[] bytes, int at) {
        return shortAt(bytes, at + WS_KIND_AT);
    }

    static long wsId(byte[] bytes, int at) {
        return longAt(bytes, at + WS_ID_AT);
    }

    static int count(byte[] bytes, int at) {
        return intAt(bytes, at + COUNT_AT);
    }

    /** Where the number with an index stands; with the index {@code count}, where the payload does. */
    static int numberAt(int at, int index) {
        return at + NUMBERS_AT + NUMBER_BYTES * index;
    }

    static boolean explicit(byte[] bytes, int numberAt) {
        return (bytes[numberAt] & EXPLICIT_FLAG) != 0;
    }

    static int seqId(byte[] bytes, int numberAt) {
        return shortAt(bytes, numberAt + 1);
    }

    static long number(byte[] bytes, int numberAt) {
        return longAt(bytes, numberAt + 3);
    }

    static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    public static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void putShort(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    static int shortAt(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORT.get(bytes, at));
    }
}
