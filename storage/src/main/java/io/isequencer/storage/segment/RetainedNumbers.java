package io.isequencer.storage.segment;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Stands for the events that a retention dropped: the highest number of each key among them. With it the numbers can be
 * rebuilt as if the events were still there. All values are big-endian.
 *
 * <pre>
 *    0            8         12         20        28        32
 *   +------------+---------+----------+---------+---------+------------------+---------+
 *   | "ISEQBASE" | version |  begin   |  count  | crc32c  |     entries      | crc32c  |
 *   |  8 bytes   |   u32   |   i64    |   i64   |   u32   |     count*18     |   u32   |
 *   +------------+---------+----------+---------+---------+------------------+---------+
 *
 *   entry:    +--------+-------+--------+
 *             |  wsId  | seqId | number |      ordered by wsId (unsigned), then by seqId
 *             |  u64   |  u16  |  i64   |
 *             +--------+-------+--------+
 * </pre>
 *
 * <p>The first checksum covers the 28 bytes before it, the second one the entries. The file comes into being under
 * another name and is renamed when it is durable: it is never torn.
 *
 * <ul>
 *   <li><i>Units:</i> sizes in bytes.
 * </ul>
 *
 * @param begin the lowest offset that was not dropped
 * @param count how many keys it has
 */
public record RetainedNumbers(Disk disk, Path file, long begin, long count) {
    private static final Pattern NAME = Pattern.compile("base-([0-9]{20})\\.num");
    private static final Pattern UNFINISHED = Pattern.compile("base-[0-9]{20}\\.num\\.new");
    private static final byte[] MAGIC = "ISEQBASE".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int VERSION_AT = 8;
    private static final int BEGIN_AT = 12;
    private static final int COUNT_AT = 20;
    private static final int CRC_AT = 28;
    private static final int HEADER_BYTES = 32;
    private static final int ENTRY_BYTES = 18;
    private static final int CHUNK_ENTRIES = 8_192;

    /** The offset in a file's name, or 0 if the file is not a base. */
    public static long begin(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() ? Segment.parsed(matcher.group(1)) : 0;
    }

    public static Path file(Path directory, long begin) {
        return directory.resolve(name(begin));
    }

    public static String name(long begin) {
        return String.format(Locale.ROOT, "base-%020d.num", begin);
    }

    /** The begin that the header of a file states, or 0 if the file does not begin with the header of a base. */
    static long statedBegin(Disk disk, Path path) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        try (DiskFile file = disk.openForRead(path)) {
            file.read(0, header, 0, HEADER_BYTES);
        }
        boolean whole = Arrays.equals(MAGIC, 0, MAGIC.length, header, 0, MAGIC.length)
                && RecordFormat.intAt(header, CRC_AT) == RecordFormat.checksum(header, 0, CRC_AT);
        return whole ? RecordFormat.longAt(header, BEGIN_AT) : 0;
    }

    /** Reads the header; the entries are checked when they are read. */
    public static RetainedNumbers open(Disk disk, Path path) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        long size;
        try (DiskFile file = disk.openForRead(path)) {
            file.read(0, header, 0, HEADER_BYTES);
            size = file.size();
        }
        if (!Arrays.equals(MAGIC, 0, MAGIC.length, header, 0, MAGIC.length)) {
            throw DamagedLog.exception(
                    path,
                    0,
                    "base must begin with ISEQBASE: hex=" + HexFormat.of().formatHex(header, 0, MAGIC.length));
        }
        if (RecordFormat.intAt(header, CRC_AT) != RecordFormat.checksum(header, 0, CRC_AT)) {
            throw DamagedLog.exception(
                    path,
                    0,
                    String.format(
                            Locale.ROOT,
                            "base header must match its checksum: crc32c=%08x",
                            RecordFormat.intAt(header, CRC_AT)));
        }
        FormatVersion.require("base", VERSION, RecordFormat.intAt(header, VERSION_AT), path);
        long begin = RecordFormat.longAt(header, BEGIN_AT);
        if (begin != begin(path.getFileName().toString())) {
            throw DamagedLog.exception(path, 0, "base must begin at the offset in its name: begin=" + begin);
        }
        long count = RecordFormat.longAt(header, COUNT_AT);
        if (count < 0 || size != HEADER_BYTES + count * ENTRY_BYTES + Integer.BYTES) {
            throw DamagedLog.exception(path, size, "base must be complete: count=" + count + ", bytes=" + size);
        }
        return new RetainedNumbers(disk, path, begin, count);
    }

    /** Writes a base and puts it in place; afterwards it is durable. */
    public static RetainedNumbers write(Disk disk, Path directory, long begin, SortedMap<NumberKey, Long> numbers)
            throws IOException {
        Path path = file(directory, begin);
        deleteUnfinished(disk, directory);
        disk.writeUnfinished(path, out -> {
            byte[] header = Arrays.copyOf(MAGIC, HEADER_BYTES);
            RecordFormat.putInt(header, VERSION_AT, VERSION);
            RecordFormat.putLong(header, BEGIN_AT, begin);
            RecordFormat.putLong(header, COUNT_AT, numbers.size());
            RecordFormat.putInt(header, CRC_AT, RecordFormat.checksum(header, 0, CRC_AT));
            out.write(header);
            writeEntries(out, numbers);
        });
        disk.finish(path);
        return new RetainedNumbers(disk, path, begin, numbers.size());
    }

    /** Deletes what a crash left of bases that never were put in place: nobody has ever read them. */
    private static void deleteUnfinished(Disk disk, Path directory) throws IOException {
        for (String name : disk.list(directory)) {
            if (unfinished(name)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    /** Whether a file is a base that is being written, or that a crash left so. */
    static boolean unfinished(String fileName) {
        return UNFINISHED.matcher(fileName).matches();
    }

    /**
     * Visits all keys of a base, none if it is null.
     *
     * @throws StorageException if the entries cannot be read or do not match their checksum; some were visited then
     */
    public static void forEachNumber(RetainedNumbers base, NumberVisitor visitor) {
        try {
            if (base != null) {
                base.forEachEntry(visitor);
            }
        } catch (IOException e) {
            throw new StorageException("base must be readable: file=" + base.file + ", cause=" + e, true, e);
        }
    }

    private void forEachEntry(NumberVisitor visitor) throws IOException {
        byte[] chunk = new byte[CHUNK_ENTRIES * ENTRY_BYTES];
        CRC32C crc = new CRC32C();
        long end = HEADER_BYTES + count * ENTRY_BYTES;
        try (DiskFile source = disk.openForRead(file)) {
            long position = HEADER_BYTES;
            while (position < end) {
                int bytes = source.read(position, chunk, 0, (int) Math.min(chunk.length, end - position));
                if (bytes < ENTRY_BYTES) {
                    throw new IOException("file must not shrink while it is read: position=" + position);
                }
                crc.update(chunk, 0, bytes);
                for (int at = 0; at < bytes; at += ENTRY_BYTES) {
                    visit(chunk, at, visitor);
                }
                position += bytes;
            }
            byte[] stored = new byte[Integer.BYTES];
            source.read(end, stored, 0, stored.length);
            if (RecordFormat.intAt(stored, 0) != (int) crc.getValue()) {
                throw DamagedLog.exception(file, end, "base must match its checksum: count=" + count);
            }
        }
    }

    private static void visit(byte[] entries, int at, NumberVisitor visitor) {
        visitor.visit(
                RecordFormat.longAt(entries, at),
                RecordFormat.shortAt(entries, at + Long.BYTES),
                RecordFormat.longAt(entries, at + Long.BYTES + Short.BYTES));
    }

    private static void writeEntries(OutputStream out, SortedMap<NumberKey, Long> numbers) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        byte[] bytes = new byte[ENTRY_BYTES];
        for (var entry : numbers.entrySet()) {
            RecordFormat.putLong(bytes, 0, entry.getKey().wsId());
            RecordFormat.putShort(bytes, Long.BYTES, entry.getKey().seqId());
            RecordFormat.putLong(bytes, Long.BYTES + Short.BYTES, entry.getValue());
            checked.write(bytes);
        }
        RecordFormat.putInt(bytes, 0, (int) checked.getChecksum().getValue());
        out.write(bytes, 0, Integer.BYTES);
    }
}
