package io.isequencer.oracle.judge;

import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.SeqNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * An event of the judge's log.
 *
 * @param plogOffset unsigned
 * @param values in order; a key may occur more than once
 */
public record LogEntry(long plogOffset, long wsId, List<Value> values) {
    public LogEntry {
        values = List.copyOf(values);
    }

    /**
     * A number of an event.
     *
     * @param issued whether the sequencer gave it; false if the event brought it along
     */
    public record Value(int seqId, long number, boolean issued) {}

    /** An event that a case brings along; its numbers are nobody's to answer for. */
    public static LogEntry given(long plogOffset, String wsId, List<SeqNumber> numbers) {
        List<Value> values = new ArrayList<>();
        for (SeqNumber number : numbers) {
            values.add(new Value(number.seqId(), Long.parseUnsignedLong(number.number()), false));
        }
        return new LogEntry(plogOffset, Long.parseUnsignedLong(wsId), values);
    }

    static LogEntry of(LoggedEvent event) {
        return given(Long.parseUnsignedLong(event.plogOffset()), event.wsId(), event.values());
    }

    /** The key of one of its values. */
    public Key key(Value value) {
        return new Key(wsId, value.seqId());
    }
}
