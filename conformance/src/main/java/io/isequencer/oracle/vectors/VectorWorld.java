package io.isequencer.oracle.vectors;

import io.isequencer.api.NumberKey;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Storage and log of a vector: two maps and a list, never in the way.
 *
 * <ul>
 *   <li><i>Source:</i> rules R2 and R7 of {@code docs/protocol.md}.
 * </ul>
 */
final class VectorWorld {
    private final Map<NumberKey, Long> numbers = new HashMap<>();
    private final List<LogEvent> log = new ArrayList<>();
    private final List<LogEvent> late = new ArrayList<>();
    private final long firstOffset;
    private final int readLimit;
    private long checkpoint;

    VectorWorld(CaseParams params) {
        firstOffset = Long.parseLong(params.firstPLogOffset());
        checkpoint = Long.parseLong(params.nextPLogOffset());
        readLimit = params.readLimit();
        for (KeyNumber one : params.numbers()) {
            numbers.put(key(one), Long.parseLong(one.number()));
        }
        for (LoggedEvent event : params.plog()) {
            append(eventOf(Long.parseLong(event.plogOffset()), event.wsId(), event.values()));
        }
    }

    long number(long wsId, int seqId) {
        return numbers.getOrDefault(new NumberKey(wsId, seqId), 0L);
    }

    long number(KeyNumber one) {
        return numbers.getOrDefault(key(one), 0L);
    }

    long checkpoint() {
        return checkpoint;
    }

    long end() {
        return firstOffset + log.size();
    }

    void write(ValueBatch batch, long newCheckpoint) {
        for (int i = 0; i < batch.size(); i++) {
            numbers.merge(new NumberKey(batch.wsId(i), batch.seqId(i)), batch.number(i), Math::max);
        }
        checkpoint = Math.max(checkpoint, newCheckpoint);
    }

    /** Insert if absent. */
    boolean append(LogEvent event) {
        return event.plogOffset() == end() && log.add(event);
    }

    void appendLater(LogEvent event) {
        late.add(event);
    }

    /** The oldest late append arrives. */
    void landAppend() {
        append(late.remove(0));
    }

    /** A page of the log. */
    List<LogEvent> read(long from) {
        int begin = (int) Math.min(Math.max(from - firstOffset, 0), log.size());
        return List.copyOf(log.subList(begin, Math.min(log.size(), begin + readLimit)));
    }

    static LogEvent eventOf(long plogOffset, String wsId, List<SeqNumber> values) {
        LogEvent.Builder event = LogEvent.builder(plogOffset, 0, Long.parseUnsignedLong(wsId));
        for (SeqNumber value : values) {
            event.add(value.seqId(), Long.parseLong(value.number()));
        }
        return event.build();
    }

    private static NumberKey key(KeyNumber one) {
        return new NumberKey(Long.parseUnsignedLong(one.wsId()), one.seqId());
    }
}
