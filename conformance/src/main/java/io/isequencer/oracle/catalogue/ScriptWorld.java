package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.SeqNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log while a case is written down. */
final class ScriptWorld {
    private final ScriptParams params;
    private final List<LoggedEvent> log = new ArrayList<>();
    private final Deque<LoggedEvent> lateAppends = new ArrayDeque<>();

    ScriptWorld(ScriptParams params) {
        this.params = params;
    }

    long firstOffset() {
        return params.firstOffset();
    }

    /** The offset behind the last event. */
    long end() {
        return params.firstOffset() + log.size();
    }

    LoggedEvent lastEvent() {
        return log.get(log.size() - 1);
    }

    /** Insert if absent; whether it was. */
    boolean append(long offset, long wsId, List<SeqNumber> values) {
        if (offset != end()) {
            return false;
        }
        log.add(new LoggedEvent(Script.text(offset), Script.text(wsId), values));
        return true;
    }

    void appendLater(long offset, long wsId, List<SeqNumber> values) {
        lateAppends.add(new LoggedEvent(Script.text(offset), Script.text(wsId), values));
    }

    void landAppend() {
        LoggedEvent event = lateAppends.poll();
        if (event != null && event.plogOffset().equals(Script.text(end()))) {
            log.add(event);
        }
    }

    /** The end of the log is lost, and with it the appends that are under way. */
    void lose(int count) {
        if (count > 0) {
            log.subList(Math.max(0, log.size() - count), log.size()).clear();
            lateAppends.clear();
        }
    }

    /** The largest number of a key in the first events of the log and in what was stored from the start. */
    long last(long wsId, int seqId, long beforeOffset) {
        long largest = 0;
        for (KeyNumber stored : params.numbers()) {
            if (stored.wsId().equals(Script.text(wsId)) && stored.seqId() == seqId) {
                largest = larger(largest, Long.parseUnsignedLong(stored.number()));
            }
        }
        for (LoggedEvent event : log) {
            boolean known = Long.compareUnsigned(Long.parseUnsignedLong(event.plogOffset()), beforeOffset) < 0;
            if (known && event.wsId().equals(Script.text(wsId))) {
                for (SeqNumber value : event.values()) {
                    if (value.seqId() == seqId) {
                        largest = larger(largest, Long.parseUnsignedLong(value.number()));
                    }
                }
            }
        }
        return largest;
    }

    /** The largest number of each key of the log. */
    List<KeyNumber> largest() {
        Map<String, KeyNumber> keys = new TreeMap<>();
        for (LoggedEvent event : log) {
            for (SeqNumber value : event.values()) {
                long wsId = Long.parseUnsignedLong(event.wsId());
                String number = Script.text(last(wsId, value.seqId(), end()));
                keys.put(event.wsId() + "/" + value.seqId(), new KeyNumber(event.wsId(), value.seqId(), number));
            }
        }
        return List.copyOf(keys.values());
    }

    /** Both conventions: behind the last event, or at it. */
    List<String> drainedCheckpoints() {
        return log.isEmpty() ? List.of("0", Script.text(end())) : List.of(Script.text(end()), Script.text(end() - 1));
    }

    private static long larger(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }
}
