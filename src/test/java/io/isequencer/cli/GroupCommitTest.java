package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.Event;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final MemoryEventLog log = new MemoryEventLog();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long nowNanos = Long.MAX_VALUE - 5;
    private final GroupCommit commit = new GroupCommit(log, out, () -> nowNanos);

    @Test
    void nothingIsPrintedBeforeItIsDurable() {
        add(1);
        assertEquals(0, printedLines());
        assertEquals(1, log.durableEnd());
        commit.commit();
        assertEquals(1, printedLines());
        assertEquals(2, log.durableEnd());
    }

    @Test
    void aFullGroupIsCommitted() {
        for (int i = 1; i < GroupCommit.MAX_EVENTS; i++) {
            add(i);
        }
        assertEquals(0, printedLines());
        add(GroupCommit.MAX_EVENTS);
        assertEquals(GroupCommit.MAX_EVENTS, printedLines());
    }

    @Test
    void anOldGroupIsCommittedWithTheNextEvent() {
        add(1);
        nowNanos += TimeUnit.MILLISECONDS.toNanos(GroupCommit.MAX_DELAY_MS) - 1;
        add(2);
        assertEquals(0, printedLines());
        nowNanos++;
        add(3);
        assertEquals(3, printedLines());
        assertEquals(4, log.durableEnd());
        add(4);
        assertEquals(3, printedLines());
    }

    private void add(long plogOffset) {
        commit.add(appended(plogOffset));
    }

    private Event appended(long plogOffset) {
        byte[] payload = new EventPayload("s", plogOffset, 0, "r").encode();
        Event event = LogEvent.builder(plogOffset, 1, 7)
                .add(1, plogOffset)
                .payload(payload)
                .build();
        log.append(event);
        return event;
    }

    private long printedLines() {
        return out.toString(StandardCharsets.UTF_8).lines().count();
    }
}
