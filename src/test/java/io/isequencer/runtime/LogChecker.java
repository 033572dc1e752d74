package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.NumberKey;
import io.isequencer.api.SeqTypes;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges a log and a storage by what is in them alone: it knows nothing of the sequencer. */
final class LogChecker {
    private final SeqTypes types;
    private final Map<NumberKey, Long> last = new HashMap<>();
    private final Set<List<Object>> issued = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private long events;

    private LogChecker(SeqTypes types) {
        this.types = types;
    }

    /** Unique, Monotone, Dense, DenseOffsets, CheckpointReal and CheckpointSound. Returns the number of events. */
    static long check(SeqTypes types, EventLog log, SequenceStorage storage) {
        LogChecker checker = new LogChecker(types);
        long checkpoint = storage.readCheckpoint();
        assertTrue(checkpoint <= log.end(), "the checkpoint is real: " + checkpoint + " <= " + log.end());
        log.scan(1, event -> checker.take(event, checkpoint, storage));
        assertEquals(List.of(), checker.violations);
        return checker.events;
    }

    /** As {@link #check}, and the storage has all of the log. */
    static long checkDrained(SeqTypes types, EventLog log, SequenceStorage storage) {
        long events = check(types, log, storage);
        assertEquals(log.end(), storage.readCheckpoint());
        LogChecker checker = new LogChecker(types);
        log.scan(1, event -> checker.take(event, 0, storage));
        checker.last.forEach((key, number) -> assertEquals(number, storage.readNumber(key.wsId(), key.seqId())));
        return events;
    }

    private boolean take(Event event, long checkpoint, SequenceStorage storage) {
        events++;
        if (event.plogOffset() != events) {
            violations.add("offset " + event.plogOffset() + " at place " + events);
        }
        SeqTypes.Kind kind = types.kind(event.wsKind());
        for (int i = 0; i < event.size(); i++) {
            NumberKey key = new NumberKey(event.wsId(), event.seqId(i));
            long number = event.number(i);
            long before = last.getOrDefault(key, 0L);
            long expected = Math.max(before, kind.initialValue(kind.slot(key.seqId())) - 1) + 1;
            if (!event.explicit(i) && number != expected) {
                violations.add(key + " has " + number + " at offset " + events + ", dense is " + expected);
            }
            if (!event.explicit(i) && !issued.add(List.of(key, number))) {
                violations.add(key + " has " + number + " twice, again at offset " + events);
            }
            last.put(key, Math.max(before, number));
            if (event.plogOffset() < checkpoint && storage.readNumber(key.wsId(), key.seqId()) < number) {
                violations.add(key + " is not covered by the checkpoint " + checkpoint + " at offset " + events);
            }
        }
        return violations.size() < 10;
    }
}
