package io.isequencer.storage.mapdb;

import io.isequencer.storage.disk.NumbersChecksum;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What vouches for numbers: their checkpoint, their checksum, and the log that they belong to. A generation begins with
 * one; the seal of a MapDB file is one. All values are big-endian.
 *
 * <pre>
 *    0             8         12            20        28        36            44        48
 *   +-------------+---------+-------------+---------+---------+-------------+---------+---------+
 *   | "ISEQNUMB"  | version | checkpoint  |  count  |   sum   | file bytes  | file    | anchors |
 *   |             |   u32   |     i64     |   i64   |   i64   |     i64     | crc32c  |   u32   |
 *   +-------------+---------+-------------+---------+---------+-------------+---------+---------+
 *   | plogOffset i64 | checksum i64 |  ... one pair for each anchor      | crc32c u32 |
 *   +----------------+--------------+------------------------------------+------------+
 * </pre>
 *
 * <p>The last {@code crc32c} covers all bytes before it. {@code file bytes} and {@code file crc32c} describe the MapDB
 * file; in a generation both are 0.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link DamagedException}.
 * </ul>
 *
 * @param checkpoint 0 if none was written
 * @param tally of all numbers; not to be changed
 */
record Manifest(long checkpoint, NumbersChecksum tally, long fileBytes, int fileCrc, LogAnchors log) {
    static final int VERSION = 1;

    private static final byte[] MAGIC = "ISEQNUMB".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = 52;
    private static final int ANCHOR_BYTES = 16;
    private static final int CRC_BYTES = 4;
    private static final int MAX_ANCHORS = 1_000;

    byte[] encode() {
        List<LogAnchors.Anchor> anchors = log.anchors();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + anchors.size() * ANCHOR_BYTES + CRC_BYTES);
        bytes.put(MAGIC).putInt(VERSION).putLong(checkpoint);
        bytes.putLong(tally.count()).putLong(tally.sum()).putLong(fileBytes).putInt(fileCrc);
        bytes.putInt(anchors.size());
        for (LogAnchors.Anchor anchor : anchors) {
            bytes.putLong(anchor.plogOffset()).putLong(anchor.checksum());
        }
        bytes.putInt(crc(bytes.array(), bytes.position()));
        return bytes.array();
    }

    /** Reads one, and leaves the stream behind it. */
    static Manifest read(DataInputStream in) throws IOException, DamagedException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length < HEAD_BYTES || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedException("it does not begin with ISEQNUMB");
        }
        int count = ByteBuffer.wrap(head).getInt(HEAD_BYTES - 4);
        if (count < 0 || count > MAX_ANCHORS) {
            throw new DamagedException("its header is damaged");
        }
        byte[] bytes = Arrays.copyOf(head, HEAD_BYTES + count * ANCHOR_BYTES + CRC_BYTES);
        int rest = bytes.length - HEAD_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (in.readNBytes(bytes, HEAD_BYTES, rest) < rest
                || buffer.getInt(bytes.length - CRC_BYTES) != crc(bytes, bytes.length - CRC_BYTES)) {
            throw new DamagedException("its header is damaged");
        }
        return decode(buffer.position(MAGIC.length), count);
    }

    private static Manifest decode(ByteBuffer buffer, int count) throws DamagedException {
        int version = buffer.getInt();
        if (version != VERSION) {
            throw new DamagedException("its version is " + version + ", not " + VERSION);
        }
        long checkpoint = buffer.getLong();
        NumbersChecksum tally = new NumbersChecksum(buffer.getLong(), buffer.getLong());
        long fileBytes = buffer.getLong();
        int fileCrc = buffer.getInt();
        buffer.getInt();
        List<LogAnchors.Anchor> anchors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            anchors.add(new LogAnchors.Anchor(buffer.getLong(), buffer.getLong()));
        }
        return new Manifest(checkpoint, tally, fileBytes, fileCrc, new LogAnchors(List.copyOf(anchors)));
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
