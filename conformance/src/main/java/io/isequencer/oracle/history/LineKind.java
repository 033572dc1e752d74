package io.isequencer.oracle.history;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a line of a history records.
 *
 * <ul>
 *   <li><i>Source:</i> {@code conformance/HISTORY.md}.
 * </ul>
 */
public enum LineKind {
    /** The first line: version and declared sequences. */
    HISTORY("history", Field.VERSION | Field.TYPES),
    /** A number that the storage held before the first call. */
    GIVEN_NUMBER("givenNumber", Field.WS_ID | Field.SEQ_ID | Field.NUMBER),
    /** An event that the log held before the first call. */
    GIVEN_EVENT("givenEvent", Field.PLOG_OFFSET | Field.WS_ID | Field.VALUES),
    /** An owner begins. */
    OPEN("open", 0),
    /** The client began a transaction, or was refused. */
    START("start", Field.WS_KIND | Field.WS_ID),
    /** The client was issued a number, or refused. */
    NEXT("next", Field.SEQ_ID),
    /** The client reported a number, or was refused. */
    USE("use", Field.SEQ_ID | Field.NUMBER),
    /** The client's event was sent to the log, and how that ended. */
    APPEND("append", Field.PLOG_OFFSET | Field.WS_ID | Field.VALUES | Field.RESULT),
    /** An event whose append had an unknown outcome is in the log from here on. */
    LANDED("landed", Field.PLOG_OFFSET | Field.WS_ID | Field.VALUES),
    /** The client said that its event is in the log. */
    FLUSH("flush", 0),
    /** The client gave its transaction up. */
    ACTUALIZE("actualize", 0),
    /** The owner was closed in order. */
    CLOSE("close", 0),
    /** The owner's process died. */
    CRASH("crash", 0),
    /** The storage took a write, or the part of one that stands here. */
    WRITE("write", 0),
    /** A write was sent to the storage. */
    WRITE_BEGIN("writeBegin", Field.ID),
    /** How the write ended. */
    WRITE_END("writeEnd", Field.ID | Field.RESULT),
    /** All events below an offset are durable: no loss may take them. */
    SYNCED("synced", Field.PLOG_OFFSET),
    /** The power failed: the log has lost the events from an offset on, and all owners are dead. */
    LOST("lost", Field.PLOG_OFFSET),
    /** Anything: not judged. */
    NOTE("note", 0);

    private static final Map<String, LineKind> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(LineKind::id, Function.identity()));

    private final String id;
    private final int required;

    LineKind(String id, int required) {
        this.id = id;
        this.required = required;
    }

    /** The kind of the name, or null. */
    static LineKind of(String name) {
        return BY_NAME.get(name);
    }

    /** As it stands in the line. */
    public String id() {
        return id;
    }

    /** The fields that it must have, as bits of {@link Field}. */
    int required() {
        return required;
    }
}
