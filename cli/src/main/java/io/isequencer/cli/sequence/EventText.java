package io.isequencer.cli.sequence;

import io.isequencer.cli.ByteText;
import io.isequencer.spi.Event;
import java.nio.charset.StandardCharsets;

/**
 * The line that {@code sequence} and {@code plog} print for an event.
 *
 * <pre>{@code
 * {"ref":"a1","plogOffset":"17","wsId":"140737488355329","numbers":[{"seqId":1,"number":"5"}]}
 * }</pre>
 *
 * <p>{@code numbers} has one entry per requested seqId, in order. If the event brought numbers along, they follow in
 * {@code explicit}, of the same form.
 */
public final class EventText {
    private static final byte[] REF = ascii("{\"ref\":\"");
    private static final byte[] OFFSET = ascii("\",\"plogOffset\":\"");
    private static final byte[] WS_ID = ascii("\",\"wsId\":\"");
    private static final byte[] NUMBERS = ascii("\",\"numbers\":[");
    private static final byte[] EXPLICIT = ascii("],\"explicit\":[");
    private static final byte[] END = ascii("]}\n");
    private static final byte[] SEQ_ID = ascii("{\"seqId\":");
    private static final byte[] NUMBER = ascii(",\"number\":\"");
    private static final byte[] NUMBER_END = ascii("\"}");
    private static final byte[] COMMA = ascii(",");

    private EventText() {}

    public static void append(ByteText text, Event event) {
        byte[] payload = event.payload();
        // First: nothing may be in the text of an event that cannot be told.
        int refAt = EventPayload.refAt(event, payload);
        text.raw(REF).jsonEscaped(payload, refAt);
        text.raw(OFFSET).unsigned(event.plogOffset());
        text.raw(WS_ID).unsigned(event.wsId());
        text.raw(NUMBERS);
        int issued = appendNumbers(text, event, false);
        if (issued < event.size()) {
            text.raw(EXPLICIT);
            appendNumbers(text, event, true);
        }
        text.raw(END);
    }

    private static int appendNumbers(ByteText text, Event event, boolean explicit) {
        int count = 0;
        for (int i = 0; i < event.size(); i++) {
            if (event.explicit(i) == explicit) {
                if (count++ > 0) {
                    text.raw(COMMA);
                }
                text.raw(SEQ_ID).unsigned(event.seqId(i));
                text.raw(NUMBER).unsigned(event.number(i)).raw(NUMBER_END);
            }
        }
        return count;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
