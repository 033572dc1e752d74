package io.isequencer.cli.sequence;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.spi.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What {@code sequence} stores with an event: where it came from.
 *
 * <pre>
 *    0        1               9               17       18
 *   +--------+---------------+---------------+--------+-----------------+----------------+
 *   | format |  input line   |    digest     | length |  stream, UTF-8  |  ref, as UTF-8 |
 *   |  = 2   | i64 big-endian| i64 big-endian|   u8   |  length bytes   |                |
 *   +--------+---------------+---------------+--------+-----------------+----------------+
 * </pre>
 *
 * <p>Format 1, which is read and no longer written, has the ref where the digest is: neither digest nor stream.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} for a payload of another kind.
 *   <li><i>Units:</i> input lines count from 1; the stream's name has 1 to {@link #MAX_STREAM_BYTES} bytes.
 * </ul>
 *
 * @param stream the name of the input; null if the payload does not tell, and then there is no digest either
 * @param digest of the input up to the line, see {@link LineDigest}; 0 without a stream
 */
public record EventPayload(String stream, long line, long digest, String ref) {
    static final int MAX_STREAM_BYTES = 255;

    private static final byte WITHOUT_DIGEST = 1;
    private static final byte WITH_DIGEST = 2;
    private static final int REF_AT_WITHOUT_DIGEST = 9;
    private static final int STREAM_LENGTH_AT = 17;
    private static final int STREAM_AT = 18;

    public EventPayload {
        Objects.requireNonNull(ref, "ref");
    }

    /** Whether the input's earlier lines can be compared: not with an event of format 1. */
    boolean hasDigest() {
        return stream != null;
    }

    byte[] encode() {
        byte[] name = stream.getBytes(StandardCharsets.UTF_8);
        byte[] utf8 = ref.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(STREAM_AT + name.length + utf8.length)
                .put(WITH_DIGEST)
                .putLong(line)
                .putLong(digest)
                .put((byte) name.length)
                .put(name)
                .put(utf8)
                .array();
    }

    static EventPayload decode(Event event) {
        byte[] bytes = event.payload();
        int refAt = refAt(event, bytes);
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        String ref = new String(bytes, refAt, bytes.length - refAt, StandardCharsets.UTF_8);
        long line = fields.getLong(1);
        if (bytes[0] == WITHOUT_DIGEST) {
            return new EventPayload(null, line, 0, ref);
        }
        String stream = new String(bytes, STREAM_AT, refAt - STREAM_AT, StandardCharsets.UTF_8);
        return new EventPayload(stream, line, fields.getLong(REF_AT_WITHOUT_DIGEST), ref);
    }

    /** Where the ref begins in the event's payload. */
    static int refAt(Event event, byte[] payload) {
        int refAt = payload.length == 0
                ? Integer.MAX_VALUE
                : switch (payload[0]) {
                    case WITHOUT_DIGEST -> REF_AT_WITHOUT_DIGEST;
                    case WITH_DIGEST ->
                        payload.length < STREAM_AT
                                ? Integer.MAX_VALUE
                                : STREAM_AT + Byte.toUnsignedInt(payload[STREAM_LENGTH_AT]);
                    default -> Integer.MAX_VALUE;
                };
        if (refAt > payload.length) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "payload must be one that sequence wrote: plogOffset=" + event.plogOffset() + ", bytes="
                            + payload.length);
        }
        return refAt;
    }
}
