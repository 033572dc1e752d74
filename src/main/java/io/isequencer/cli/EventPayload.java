package io.isequencer.cli;

import io.isequencer.spi.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What {@code sequence} stores with an event: where it came from.
 *
 * <pre>
 *    0        1               9
 *   +--------+---------------+----------------+
 *   | format |  input line   |  ref, as UTF-8 |
 *   |  = 1   | i64 big-endian|                |
 *   +--------+---------------+----------------+
 * </pre>
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} for a payload of another kind.
 *   <li><i>Units:</i> input lines count from 1.
 * </ul>
 */
record EventPayload(long line, String ref) {
    /** Where the ref begins. */
    static final int REF_AT = 9;

    private static final byte FORMAT = 1;

    byte[] encode() {
        byte[] utf8 = ref.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(REF_AT + utf8.length)
                .put(FORMAT)
                .putLong(line)
                .put(utf8)
                .array();
    }

    static EventPayload decode(Event event) {
        byte[] bytes = checked(event);
        String ref = new String(bytes, REF_AT, bytes.length - REF_AT, StandardCharsets.UTF_8);
        return new EventPayload(ByteBuffer.wrap(bytes).getLong(1), ref);
    }

    /** The payload's bytes, known to be of this format. */
    static byte[] checked(Event event) {
        byte[] bytes = event.payload();
        if (bytes.length < REF_AT || bytes[0] != FORMAT) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "payload must be one that sequence wrote: plogOffset=" + event.plogOffset() + ", bytes="
                            + bytes.length);
        }
        return bytes;
    }
}
