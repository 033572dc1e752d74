package io.isequencer.storage.contract;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;

/** Events that differ from each other in every field, the same for the same offset. */
public final class SampleEvents {
    private static final long[] WS_IDS = {0, 1, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 140_737_488_355_329L};

    private SampleEvents() {}

    public static LogEvent at(long plogOffset) {
        int variant = (int) (plogOffset % 7);
        LogEvent.Builder event = LogEvent.builder(plogOffset, variant * 9_362, WS_IDS[variant % WS_IDS.length]);
        for (int i = 0; i < variant; i++) {
            event.add(1 + i * 10_922, plogOffset * 100 + i, i % 2 == 1);
        }
        byte[] payload = new byte[(variant * 5) % 11];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (plogOffset * 31 + i);
        }
        return event.payload(payload).build();
    }

    /** Appends the sample events from the log's end up to an offset (exclusive). */
    public static void appendTo(EventLog log, long end) {
        for (long plogOffset = log.end(); plogOffset < end; plogOffset++) {
            log.append(at(plogOffset));
        }
    }

    public static List<LogEvent> range(long from, long end) {
        List<LogEvent> events = new ArrayList<>();
        for (long plogOffset = from; plogOffset < end; plogOffset++) {
            events.add(at(plogOffset));
        }
        return events;
    }

    /** All events of a log from an offset on. */
    public static List<LogEvent> scan(EventLog log, long from) {
        List<LogEvent> events = new ArrayList<>();
        log.scan(from, event -> events.add(LogEvent.copyOf(event)));
        return events;
    }
}
