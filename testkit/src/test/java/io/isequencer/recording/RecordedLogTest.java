package io.isequencer.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An append is recorded as what became of it, and the wrapped log is what it would be without. */
class RecordedLogTest {
    private static final LogEvent EVENT = LogEvent.builder(1, 1, 5).add(1, 1).build();
    private static final String EVENT_TEXT = "\"p\":\"1\",\"w\":\"5\",\"v\":[[1,\"1\"]]";

    private final StringWriter out = new StringWriter();
    private final HistoryWriter writer = new HistoryWriter(out, SeqTypes.DEFAULT);

    private void recorded(String... lines) {
        List<String> all = out.toString().lines().toList();
        assertEquals(List.of(lines), all.subList(1, all.size()));
    }

    @Test
    void anAppendAndHowItEnded() {
        EventLog log = writer.over(4, new MemoryEventLog());
        assertEquals(EventLog.AppendResult.APPENDED, log.append(EVENT));
        assertEquals(EventLog.AppendResult.CONFLICT, log.append(EVENT));
        recorded(
                "{\"e\":\"append\",\"o\":4," + EVENT_TEXT + ",\"r\":\"ok\"}",
                "{\"e\":\"append\",\"o\":4," + EVENT_TEXT + ",\"r\":\"conflict\"}");
    }

    @Test
    void anAppendThatFailedForSureIsNotLookedFor() {
        EventLog log = writer.over(1, new FailingLog(new MemoryEventLog(), true, true));
        assertThrows(StorageException.class, () -> log.append(EVENT));
        recorded("{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"failed\"}");
    }

    @Test
    void anAppendOfUnknownOutcomeHasLandedIfTheLogHasTheEvent() {
        EventLog log = writer.over(1, new FailingLog(new MemoryEventLog(), false, true));
        assertThrows(StorageException.class, () -> log.append(EVENT));
        recorded(
                "{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"unknown\"}",
                "{\"e\":\"landed\",\"o\":1," + EVENT_TEXT + "}");
    }

    @Test
    void anAppendOfUnknownOutcomeHasNotLandedIfTheLogHasAnotherEventOrNone() {
        MemoryEventLog below = new MemoryEventLog();
        FailingLog failing = new FailingLog(below, false, false);
        EventLog log = writer.over(1, failing);
        assertThrows(StorageException.class, () -> log.append(EVENT));
        String sent = "{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"unknown\"}";
        recorded(sent);
        below.append(LogEvent.builder(1, 1, 6).build());
        below.append(LogEvent.builder(2, 1, 6).build());
        assertThrows(StorageException.class, () -> log.append(EVENT));
        recorded(sent, sent);
        assertEquals(List.of(), failing.calls, "an offset that was taken before is not looked at");
    }

    @Test
    void anotherEventThatLandedMeanwhileIsNotOurs() {
        EventLog log = writer.over(1, new ForwardingEventLog(new MemoryEventLog()) {
            @Override
            public AppendResult append(Event event) {
                log.append(LogEvent.builder(1, 1, 6).build());
                log.append(LogEvent.builder(2, 1, 6).build());
                throw new StorageException("no answer", false);
            }
        });
        assertThrows(StorageException.class, () -> log.append(EVENT));
        recorded("{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"unknown\"}");
    }

    @Test
    void whatLandedBehindOursDoesNotHideIt() {
        EventLog log = writer.over(1, new ForwardingEventLog(new MemoryEventLog()) {
            @Override
            public AppendResult append(Event event) {
                log.append(event);
                log.append(LogEvent.builder(2, 1, 6).build());
                throw new StorageException("no answer", false);
            }
        });
        assertThrows(StorageException.class, () -> log.append(EVENT));
        recorded(
                "{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"unknown\"}",
                "{\"e\":\"landed\",\"o\":1," + EVENT_TEXT + "}");
    }

    @Test
    void anAppendIsRecordedThoughTheLogCannotBeAskedAboutIt() {
        EventLog log = writer.over(1, new ForwardingEventLog(new MemoryEventLog()) {
            @Override
            public AppendResult append(Event event) {
                throw new StorageException("no answer", false);
            }

            @Override
            public boolean scan(long fromOffset, EventVisitor visitor) {
                throw new StorageException("still no answer", false);
            }
        });
        assertThrows(StorageException.class, () -> log.append(EVENT));
        recorded("{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"unknown\"}");
    }

    @Test
    void aSyncVouchesForWhatWasThereWhenItBegan() {
        EventLog log = writer.over(1, new MemoryEventLog());
        log.append(EVENT);
        log.sync(2);
        // Nothing can be durable that is not there.
        log.sync(Long.MAX_VALUE);
        String appended = "{\"e\":\"append\",\"o\":1," + EVENT_TEXT + ",\"r\":\"ok\"}";
        recorded(appended, "{\"e\":\"synced\",\"p\":\"2\"}", "{\"e\":\"synced\",\"p\":\"2\"}");
    }

    @Test
    void aSyncThatFailsVouchesForNothing() {
        MemoryEventLog below = new MemoryEventLog();
        below.append(EVENT);
        EventLog log = writer.over(1, new ForwardingEventLog(below) {
            @Override
            public void sync(long belowOffset) {
                throw new StorageException("disk on fire", false);
            }
        });
        assertThrows(StorageException.class, () -> log.sync(2));
        recorded();
    }

    @Test
    void theRestOfALogIsTheLogs() {
        FailingLog below = new FailingLog(new MemoryEventLog(), false, true);
        EventLog log = writer.over(1, below);
        assertThrows(StorageException.class, () -> log.append(EVENT));
        assertEquals(2, log.end());
        assertEquals(7, log.begin());
        log.sync(2);
        assertTrue(log.scan(1, found -> found.equals(EVENT)));
        assertFalse(log.scan(1, found -> false));
        log.close();
        assertEquals(List.of("visit 1", "sync 2", "visit 1", "visit 1", "close"), below.calls);
    }

    /** Fails behind each append, done or not, and begins where a retention would have left it. */
    private record FailingLog(EventLog log, boolean definite, boolean done, List<String> calls) implements EventLog {
        FailingLog(EventLog log, boolean definite, boolean done) {
            this(log, definite, done, new ArrayList<>());
        }

        @Override
        public AppendResult append(Event event) {
            if (done) {
                log.append(event);
            }
            throw new StorageException("no answer", definite);
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            return log.scan(fromOffset, event -> {
                calls.add("visit " + event.plogOffset());
                return visitor.visit(event);
            });
        }

        @Override
        public void sync(long belowOffset) {
            calls.add("sync " + belowOffset);
        }

        @Override
        public long end() {
            return log.end();
        }

        @Override
        public long begin() {
            return 7;
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
