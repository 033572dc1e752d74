package io.isequencer.storage.segment;

import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The first bytes of a segment file. All values are big-endian.
 *
 * <pre>
 *    0                8          12               20        24
 *   +----------------+----------+----------------+---------+----------
 *   |   "ISEQPLOG"   | version  |  first offset  | crc32c  | records...
 *   |    8 bytes     |   u32    |      i64       |   u32   |
 *   +----------------+----------+----------------+---------+----------
 * </pre>
 *
 * <p>{@code crc32c} covers the 20 bytes before it.
 */
public final class SegmentHeader {
    public static final int BYTES = 24;
    static final int VERSION = 2;

    private static final byte[] MAGIC = "ISEQPLOG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 8;
    private static final int FIRST_OFFSET_AT = 12;
    private static final int CRC_AT = 20;

    private SegmentHeader() {}

    static byte[] encode(long firstOffset) {
        byte[] header = Arrays.copyOf(MAGIC, BYTES);
        RecordFormat.putInt(header, VERSION_AT, VERSION);
        RecordFormat.putLong(header, FIRST_OFFSET_AT, firstOffset);
        RecordFormat.putInt(header, CRC_AT, RecordFormat.checksum(header, 0, CRC_AT));
        return header;
    }

    /** The header's bytes, filled up with zeros if the file is shorter. */
    public static byte[] read(DiskFile file) throws IOException {
        byte[] header = new byte[BYTES];
        file.read(0, header, 0, BYTES);
        return header;
    }

    /** The first offset that the header of a file states, or 0 if the file does not begin with the header of a segment. */
    public static long firstOffset(Disk disk, Path path) throws IOException {
        byte[] header;
        try (DiskFile file = disk.openForRead(path)) {
            header = read(file);
        }
        long stated = RecordFormat.longAt(header, FIRST_OFFSET_AT);
        return stated > 0 && defect(header, stated) == null ? stated : 0;
    }

    /** Whether the bytes can be what a crash left of a header that was being written. */
    static boolean torn(byte[] header) {
        return !checksumMatches(header);
    }

    /**
     * As {@link #defect(byte[], long)}, of a file whose records are about to be read.
     *
     * @throws io.isequencer.api.StorageException if the format is another one: that is no damage, and what follows cannot
     *     be understood
     */
    public static String defect(Path file, byte[] header, long firstOffset) {
        if (beginDefect(header) == null) {
            FormatVersion.require("segment", VERSION, RecordFormat.intAt(header, VERSION_AT), file);
        }
        return defect(header, firstOffset);
    }

    /** The rule that the header breaks, as {@code rule: name=value}, or null if it is sound; of whatever version. */
    public static String defect(byte[] header, long firstOffset) {
        String defect = beginDefect(header);
        long found = RecordFormat.longAt(header, FIRST_OFFSET_AT);
        if (defect == null && found != firstOffset) {
            return "segment must begin at the offset in its name: firstOffset=" + found;
        }
        return defect;
    }

    /** What holds of each version. */
    private static String beginDefect(byte[] header) {
        if (!Arrays.equals(MAGIC, 0, MAGIC.length, header, 0, MAGIC.length)) {
            return "segment must begin with ISEQPLOG: hex=" + HexFormat.of().formatHex(header, 0, MAGIC.length);
        }
        if (!checksumMatches(header)) {
            return String.format(
                    Locale.ROOT,
                    "segment header must match its checksum: crc32c=%08x",
                    RecordFormat.intAt(header, CRC_AT));
        }
        return null;
    }

    private static boolean checksumMatches(byte[] header) {
        return RecordFormat.intAt(header, CRC_AT) == RecordFormat.checksum(header, 0, CRC_AT);
    }
}
