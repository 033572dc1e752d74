package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Event;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertAllPrintedIsDurable();
    }

    /** Two lines that together stay below the bound, meet it, and pass it. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void aGroupIsFullWhenItsLinesAreAsLongAsTheBound(int beyond) {
        int lineBytes = printedBytesOf("");
        int full = GroupCommit.MAX_BYTES + beyond;
        int refBytes = full / 2 - lineBytes;
        add(1, "r".repeat(refBytes));
        assertEquals(0, printedLines());
        add(2, "r".repeat(full - (refBytes + lineBytes) - lineBytes));
        assertEquals(beyond < 0 ? 0 : 2, printedLines(), "a group is full by its bytes: bytes=" + full);
        assertAllPrintedIsDurable();
        commit.commit();
        assertEquals(full, out.size());
        assertAllPrintedIsDurable();
    }

    @Test
    void aFullGroupIsCommitted() {
        for (int i = 1; i < GroupCommit.MAX_EVENTS; i++) {
            add(i);
        }
        assertEquals(0, printedLines());
        add(GroupCommit.MAX_EVENTS);
        assertEquals(GroupCommit.MAX_EVENTS, printedLines());
        assertAllPrintedIsDurable();
        add(GroupCommit.MAX_EVENTS + 1);
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
        assertAllPrintedIsDurable();
        add(4);
        assertEquals(3, printedLines());
    }

    private void add(long plogOffset) {
        add(plogOffset, "r");
    }

    private void add(long plogOffset, String ref) {
        Event event = event(plogOffset, ref);
        log.append(event);
        commit.add(event);
    }

    private static Event event(long plogOffset, String ref) {
        return LogEvent.builder(plogOffset, 1, 7)
                .add(1, plogOffset)
                .payload(new EventPayload(plogOffset, ref).encode())
                .build();
    }

    private static int printedBytesOf(String ref) {
        ByteText text = new ByteText();
        EventText.append(text, event(1, ref));
        return text.size();
    }

    private void assertAllPrintedIsDurable() {
        assertTrue(
                printedLines() < log.durableEnd(),
                () -> "what is printed must be synced before: printedEvents=" + printedLines() + ", durableEnd="
                        + log.durableEnd());
    }

    private long printedLines() {
        return out.toString(StandardCharsets.UTF_8).lines().count();
    }
}
