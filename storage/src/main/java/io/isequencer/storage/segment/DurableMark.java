package io.isequencer.storage.segment;

/**
 * A mark between the records: all events below its offset were durable when it was written. All values are big-endian.
 *
 * <pre>
 *    0        4        8                16               24
 *   +--------+--------+----------------+----------------+
 *   | crc32c |  = 16  |      = 0       |   durableEnd   |
 *   |  u32   |  u32   |      i64       |      i64       |
 *   +--------+--------+----------------+----------------+
 * </pre>
 *
 * <p>It is framed as a record at offset 0, which no event has (R16). A mark is written after an fsync has returned and
 * is itself not synced before the next one: it may get lost, but never lies. So whoever finds a broken record below a
 * mark knows that the disk lost what it had acknowledged; a broken record above all marks may be what a crash tore.
 *
 * <ul>
 *   <li><i>Units:</i> sizes in bytes.
 * </ul>
 */
public final class DurableMark {
    public static final int BYTES = 24;

    /** What stands where a record has its plogOffset. */
    static final long PLOG_OFFSET = 0;

    private static final int LENGTH_AT = 4;
    private static final int PLOG_OFFSET_AT = 8;
    private static final int DURABLE_END_AT = 16;

    private DurableMark() {}

    static void encode(long durableEnd, byte[] target, int at) {
        RecordFormat.putInt(target, at + LENGTH_AT, BYTES - RecordFormat.PREFIX_BYTES);
        RecordFormat.putLong(target, at + PLOG_OFFSET_AT, PLOG_OFFSET);
        RecordFormat.putLong(target, at + DURABLE_END_AT, durableEnd);
        RecordFormat.putInt(target, at, RecordFormat.checksum(target, at + LENGTH_AT, BYTES - LENGTH_AT));
    }

    static long durableEnd(byte[] bytes, int at) {
        return RecordFormat.longAt(bytes, at + DURABLE_END_AT);
    }
}
