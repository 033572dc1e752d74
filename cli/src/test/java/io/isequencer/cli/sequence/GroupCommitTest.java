package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.spi.Event;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void theWitnessKnowsFirstThatItIsDurable() {
        List<String> order = new ArrayList<>();
        GroupCommit witnessed = new GroupCommit(log, out, new Told(order, false));
        witnessed.add(appended(1));
        witnessed.commit();
        assertEquals(List.of("durable below 2, synced below 2, printed 0"), order);
        assertEquals(1, printedLines());
        // Where nothing waits it may still have something to hand over.
        witnessed.commit();
        assertEquals(2, order.size());
    }

    @Test
    void aWitnessThatFailsEndsTheRunAndTakesNoAcknowledgementAway() {
        GroupCommit witnessed = new GroupCommit(log, out, new Told(new ArrayList<>(), true));
        witnessed.add(appended(1));
        assertThrows(CliException.class, witnessed::commit);
        assertEquals(1, printedLines());
        assertEquals(2, log.durableEnd());
    }

    @Test
    void aWitnessThatKeepsMuchIsToldSoon() {
        List<String> order = new ArrayList<>();
        Told full = new Told(order, false);
        GroupCommit witnessed = new GroupCommit(log, out, full);
        witnessed.relieve();
        assertEquals(List.of(), order);
        full.full = true;
        witnessed.relieve();
        assertEquals(1, order.size());
        witnessed.add(appended(1));
        assertEquals(2, order.size());
        assertEquals(1, printedLines());
    }

    private final class Told implements GroupCommit.Witness {
        private final List<String> order;
        private final boolean fails;
        private boolean full;

        Told(List<String> order, boolean fails) {
            this.order = order;
            this.fails = fails;
        }

        @Override
        public void durable(long belowOffset) {
            order.add("durable below " + belowOffset + ", synced below " + log.durableEnd() + ", printed "
                    + printedLines());
            if (fails) {
                throw new CliException(ExitCode.BAD_DATA, "history must be writable");
            }
        }

        @Override
        public boolean full() {
            return full;
        }
    }

    private void add(long plogOffset) {
        add(plogOffset, "r");
    }

    private void add(long plogOffset, String ref) {
        commit.add(appended(plogOffset, ref));
    }

    private Event appended(long plogOffset) {
        return appended(plogOffset, "r");
    }

    private Event appended(long plogOffset, String ref) {
        Event event = event(plogOffset, ref);
        log.append(event);
        return event;
    }

    private static Event event(long plogOffset, String ref) {
        return LogEvent.builder(plogOffset, 1, 7)
                .add(1, plogOffset)
                .payload(new EventPayload("s", plogOffset, 0, ref).encode())
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
