package io.isequencer.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip, all members of it, to the true end of the input.
 *
 * <p>{@code java.util.zip.GZIPInputStream} asks {@code available()} whether another member follows. A pipe that pauses
 * between two members answers 0, and what follows is never read; a second member that is damaged ends the stream as if
 * it were whole. Here a member is followed by another or by the end, and everything else is an error: what was read in
 * part must not be taken for the whole.
 *
 * <p>The readers of libraries that take all members (Commons Compress 1.28 was tried) fill the caller's buffer before they
 * return, so that whoever sends a line and waits for its answer waits forever, and they drop what they have unpacked when
 * damage follows in the same buffer.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link DamagedException} names member and byte; {@link IOException} of the input.
 *   <li><i>Units:</i> members count from 1, bytes of the packed input from 0. Holds {@link #BUFFER_BYTES} and a window.
 *   <li><i>Source:</i> RFC 1952.
 * </ul>
 */
public final class GzipMembers extends BlockInput {
    /** The first two bytes of a member, the first one lowest. */
    public static final int MAGIC = 0x8b1f;

    static final int BUFFER_BYTES = 64 * 1024;

    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CRC = 1 << 1;
    private static final int HAS_EXTRA = 1 << 2;
    private static final int HAS_NAME = 1 << 3;
    private static final int HAS_COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;

    private final InputStream packed;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 headerCrc = new CRC32();
    private final CRC32 contentCrc = new CRC32();
    private int position;
    private int limit;
    /** How many bytes came before those in the buffer. */
    private long before;

    private long member;
    private long memberBegin;
    private boolean inMember;
    private boolean ended;
    private boolean closed;

    /** Reads nothing yet. */
    public GzipMembers(InputStream packed) {
        this.packed = Objects.requireNonNull(packed, "packed");
    }

    /** The packed input is not what gzip makes, or not all of it. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        if (closed) {
            throw new IOException("stream must be open: closed=true");
        }
        if (count == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                beginMember();
            } else {
                int size = inflate(bytes, from, count);
                if (size > 0) {
                    contentCrc.update(bytes, from, size);
                    return size;
                }
                endMember();
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            inflater.end();
            packed.close();
        }
    }

    /** Returns 0 at the end of the member. */
    private int inflate(byte[] bytes, int from, int count) throws IOException {
        try {
            int size = inflater.inflate(bytes, from, count);
            while (size == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw damaged("have no preset dictionary", "dictionary=true");
                }
                if (position == limit && !fill()) {
                    throw cut();
                }
                inflater.setInput(buffer, position, limit - position);
                size = inflater.inflate(bytes, from, count);
                position = limit - inflater.getRemaining();
            }
            position = limit - inflater.getRemaining();
            return size;
        } catch (DataFormatException e) {
            position = limit - inflater.getRemaining();
            throw damaged("have whole deflated data", "cause=" + e.getMessage());
        }
    }

    private void beginMember() throws IOException {
        memberBegin = offset();
        if (member > 0 && position == limit && !fill()) {
            ended = true;
            return;
        }
        member++;
        headerCrc.reset();
        int magic = headerShort();
        if (magic != MAGIC) {
            throw damaged("begin with the bytes 1f 8b", "found=" + hex(magic & 0xff) + " " + hex(magic >>> 8));
        }
        int method = headerByte();
        if (method != DEFLATE) {
            throw damaged("be deflated (method 8)", "method=" + method);
        }
        int flags = headerByte();
        if ((flags & RESERVED) != 0) {
            throw damaged("have no reserved flags", "flags=" + hex(flags));
        }
        skipHeader(6);
        if ((flags & HAS_EXTRA) != 0) {
            skipHeader(headerShort());
        }
        if ((flags & HAS_NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipHeaderText();
        }
        if ((flags & HAS_HEADER_CRC) != 0) {
            int computed = (int) headerCrc.getValue() & 0xffff;
            int stored = headerShort();
            if (stored != computed) {
                throw damaged("have the checksum of its header", "stored=" + stored + ", computed=" + computed);
            }
        }
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
        contentCrc.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        long crc = trailerInt();
        if (crc != contentCrc.getValue()) {
            throw damaged("have the checksum of its content", "stored=" + crc + ", computed=" + contentCrc.getValue());
        }
        long size = trailerInt();
        long unpacked = inflater.getBytesWritten() & 0xffffffffL;
        if (size != unpacked) {
            throw damaged("have the size of its content modulo 2^32", "stored=" + size + ", unpacked=" + unpacked);
        }
        inMember = false;
    }

    private long trailerInt() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= (long) next() << shift;
        }
        return value;
    }

    private void skipHeaderText() throws IOException {
        int read = headerByte();
        while (read != 0) {
            read = headerByte();
        }
    }

    private void skipHeader(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            headerByte();
        }
    }

    private int headerShort() throws IOException {
        return headerByte() | headerByte() << Byte.SIZE;
    }

    private int headerByte() throws IOException {
        int value = next();
        headerCrc.update(value);
        return value;
    }

    private int next() throws IOException {
        if (position == limit && !fill()) {
            throw cut();
        }
        return buffer[position++] & 0xff;
    }

    /** Waits for more, however long it takes; false at the end. */
    private boolean fill() throws IOException {
        before += limit;
        position = 0;
        limit = 0;
        int size = packed.read(buffer, 0, buffer.length);
        while (size == 0) {
            size = packed.read(buffer, 0, buffer.length);
        }
        limit = Math.max(size, 0);
        return size > 0;
    }

    private long offset() {
        return before + position;
    }

    private DamagedException cut() {
        return damaged("be whole", "input ends here");
    }

    private DamagedException damaged(String rule, String value) {
        return new DamagedException("gzip member must " + rule + ": member=" + member + ", begins at byte="
                + memberBegin + ", byte=" + offset() + ", " + value);
    }

    private static String hex(int value) {
        return Integer.toHexString(value);
    }
}
