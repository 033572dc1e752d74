package io.isequencer.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} must do. */
public abstract class EventLogContract {
    protected EventLog log;

    /** Opens the log of this test: the same one again, if it was open before and is durable. */
    protected abstract EventLog open() throws Exception;

    @BeforeEach
    void openLog() throws Exception {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void r16EmptyLogEndsAtOne() {
        assertEquals(1, log.end());
        assertEquals(List.of(), SampleEvents.scan(log, 1));
        log.sync(1);
        log.sync(100);
    }

    @Test
    void eventsComeBackAsTheyWere() {
        for (long plogOffset = 1; plogOffset < 50; plogOffset++) {
            assertEquals(AppendResult.APPENDED, log.append(SampleEvents.at(plogOffset)));
            assertEquals(plogOffset + 1, log.end());
        }
        assertEquals(SampleEvents.range(1, 50), SampleEvents.scan(log, 1));
    }

    @Test
    void payloadAndExplicitFlagsComeBack() {
        byte[] payload = {0, 1, -1, 127, -128};
        LogEvent event = LogEvent.builder(1, 65_535, -1L)
                .add(65_535, Long.MAX_VALUE, true)
                .add(1, 1, false)
                .add(1, 2, true)
                .payload(payload)
                .build();
        log.append(event);

        log.scan(1, read -> {
            assertEquals(65_535, read.wsKind());
            assertEquals(-1L, read.wsId());
            assertEquals(3, read.size());
            assertTrue(read.explicit(0));
            assertFalse(read.explicit(1));
            assertTrue(read.explicit(2));
            assertEquals(65_535, read.seqId(0));
            assertEquals(Long.MAX_VALUE, read.number(0));
            assertEquals(List.of((byte) 0, (byte) 1, (byte) -1, (byte) 127, (byte) -128), boxed(read.payload()));
            assertThrows(IndexOutOfBoundsException.class, () -> read.number(3));
            assertThrows(IndexOutOfBoundsException.class, () -> read.explicit(-1));
            return true;
        });
        assertEquals(List.of(event), SampleEvents.scan(log, 1));
    }

    @Test
    void eventWithoutNumbersAndPayload() {
        LogEvent event = LogEvent.builder(1, 0, 0).build();
        log.append(event);

        assertEquals(List.of(event), SampleEvents.scan(log, 1));
    }

    @Test
    void r2TakenOffsetIsAConflictAndKeepsItsEvent() {
        SampleEvents.appendTo(log, 4);
        LogEvent other = LogEvent.builder(2, 9, 9).add(9, 9).build();

        assertEquals(AppendResult.CONFLICT, log.append(other));
        assertEquals(SampleEvents.range(1, 4), SampleEvents.scan(log, 1));
        assertEquals(4, log.end());
    }

    @Test
    void holeIsRefused() {
        SampleEvents.appendTo(log, 3);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> log.append(SampleEvents.at(4)));
        assertEquals("plogOffset must be <= end of the log: plogOffset=4, end=3", e.getMessage());
        assertEquals(3, log.end());
    }

    @Test
    void scanBeginsWhereItIsTold() {
        SampleEvents.appendTo(log, 30);

        for (long from = 1; from <= 31; from++) {
            assertEquals(SampleEvents.range(from, 30), SampleEvents.scan(log, from));
        }
        assertThrows(IllegalArgumentException.class, () -> log.scan(0, event -> true));
    }

    @Test
    void scanSaysWhetherItReachedTheEnd() {
        SampleEvents.appendTo(log, 4);

        assertTrue(log.scan(1, event -> true));
        assertFalse(log.scan(1, event -> event.plogOffset() < 3));
        assertTrue(log.scan(4, event -> false), "there is no event to stop at");
    }

    @Test
    void stoppedScanResumes() {
        SampleEvents.appendTo(log, 40);
        List<LogEvent> taken = new ArrayList<>();
        long next = 1;
        boolean atEnd = false;
        while (!atEnd) {
            int limit = taken.size() + 3;
            // The event at which the visitor stops counts as not taken: it comes again.
            atEnd = log.scan(next, event -> taken.size() < limit && taken.add(LogEvent.copyOf(event)));
            next = taken.size() + 1;
        }
        assertEquals(SampleEvents.range(1, 40), taken);
    }

    @Test
    void stoppedScanResumesBehindLaterAppends() {
        SampleEvents.appendTo(log, 10);
        assertFalse(log.scan(1, event -> event.plogOffset() < 9));
        SampleEvents.appendTo(log, 20);

        assertEquals(SampleEvents.range(9, 20), SampleEvents.scan(log, 9));
    }

    @Test
    void stoppedScanDoesNotBindTheNextOne() {
        SampleEvents.appendTo(log, 20);
        for (long from : new long[] {15, 3, 19, 1, 20}) {
            assertFalse(log.scan(10, event -> false));
            assertEquals(SampleEvents.range(from, 20), SampleEvents.scan(log, from));
        }
    }

    @Test
    void visitorMayAppendAndScan() {
        SampleEvents.appendTo(log, 4);
        List<Long> seen = new ArrayList<>();
        log.scan(1, event -> {
            seen.add(event.plogOffset());
            if (event.plogOffset() == 2) {
                SampleEvents.appendTo(log, 6);
                assertEquals(SampleEvents.range(1, 6), SampleEvents.scan(log, 1));
            }
            return true;
        });
        assertEquals(List.of(1L, 2L, 3L), seen.subList(0, 3));
    }

    @Test
    void visitorsOwnExceptionComesThrough() {
        SampleEvents.appendTo(log, 4);

        assertThrows(
                UnsupportedOperationException.class,
                () -> log.scan(1, event -> {
                    throw new UnsupportedOperationException("visitor");
                }));
        assertEquals(SampleEvents.range(1, 4), SampleEvents.scan(log, 1));
    }

    @Test
    void interruptedThreadDoesNoHarm() {
        Thread.currentThread().interrupt();
        SampleEvents.appendTo(log, 4);
        log.sync(4);
        assertEquals(SampleEvents.range(1, 4), SampleEvents.scan(log, 1));
        assertTrue(Thread.interrupted(), "the interrupt must stay set");

        SampleEvents.appendTo(log, 6);
        log.sync(6);
        assertEquals(SampleEvents.range(1, 6), SampleEvents.scan(log, 1));
    }

    @Test
    @Tag("lengthy")
    void r2OneOfManyAppendsAtAnOffsetWins() throws Exception {
        int owners = 4;
        int offsets = 300;
        AtomicInteger appended = new AtomicInteger();
        InThreads.run(owners, owner -> {
            for (long plogOffset = 1; plogOffset <= offsets; plogOffset++) {
                LogEvent event = LogEvent.builder(plogOffset, owner, owner)
                        .add(1, plogOffset)
                        .build();
                if (log.append(event) == AppendResult.APPENDED) {
                    appended.incrementAndGet();
                }
            }
        });
        assertEquals(offsets, appended.get());
        assertEquals(offsets + 1, log.end());
        List<LogEvent> events = SampleEvents.scan(log, 1);
        assertEquals(offsets, events.size());
        for (int i = 0; i < offsets; i++) {
            assertEquals(i + 1, events.get(i).plogOffset());
        }
    }

    @Test
    @Tag("lengthy")
    void scansAndSyncsRunBesideAppends() throws Exception {
        int end = 2_000;
        InThreads.run(4, thread -> {
            if (thread == 0) {
                SampleEvents.appendTo(log, end);
                return;
            }
            long next = 1;
            while (next < end) {
                long from = next;
                List<LogEvent> events = SampleEvents.scan(log, from);
                assertEquals(SampleEvents.range(from, from + events.size()), events);
                next += events.size();
                if (thread == 1) {
                    log.sync(next);
                }
            }
        });
        assertEquals(SampleEvents.range(1, end), SampleEvents.scan(log, 1));
    }

    @Test
    void closedLogSaysSo() {
        SampleEvents.appendTo(log, 3);
        log.close();
        log.close();

        assertClosed(() -> log.append(SampleEvents.at(3)));
        assertClosed(() -> log.scan(1, event -> true));
        assertClosed(() -> log.sync(2));
        assertClosed(log::end);
    }

    private static void assertClosed(Runnable call) {
        StorageException e = assertThrows(StorageException.class, call::run);
        assertTrue(e.getMessage().startsWith("log must be open: "), e::getMessage);
        assertTrue(e.definite(), "nothing can have happened");
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte b : bytes) {
            boxed.add(b);
        }
        return boxed;
    }
}
