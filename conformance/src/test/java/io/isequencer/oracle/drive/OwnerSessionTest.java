package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.WriteCall;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Schemas;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an owner, as it is told. */
class OwnerSessionTest {
    private static final OwnerSession.Transaction AT_SEVEN = new OwnerSession.Transaction(1, 5, 7);

    private final Wire wire = new Wire();
    private final AdapterConnection connection = new AdapterConnection(wire, Schemas.ofMessages(), new Transcript(), 0);
    private final OwnerSession session = new OwnerSession(0);

    OwnerSessionTest() {
        session.connect(connection);
        session.open(3, Json.object(), 7);
    }

    @Test
    void anOpenWaitsForItsReply() {
        assertTrue(session.isOpening());
        assertFalse(session.openAnswered());
        wire.comes("{\"re\":1}");
        assertTrue(session.openAnswered());
        assertEquals("{\"re\":1}", session.takeOpenReply().toString());
        assertFalse(session.isOpening());
        assertFalse(session.isClosed());
        assertEquals(3, session.owner());
        assertEquals(7, session.knownEnd());
    }

    @Test
    void aTransactionEndsWithAllThatBelongsToIt() {
        session.started(AT_SEVEN);
        session.issued(1, 10);
        session.used(2, 20);
        session.answeredEarly(Json.object());
        session.appended(true);
        List<LogEntry.Value> values = session.values();
        session.flushed();
        assertEquals(List.of(new LogEntry.Value(1, 10, true), new LogEntry.Value(2, 20, false)), values);
        assertEquals(8, session.knownEnd());
        assertEquals(2, session.valuesSinceIdle());
        assertFalse(session.inTransaction());
        assertEquals(List.of(), session.values());
        assertEquals(OwnerSession.Appended.NOT_YET, session.appended());
        assertFalse(session.hasEarlyAnswer());
    }

    @Test
    void anActualizeThatIsRefusedTeachesNothing() {
        session.started(AT_SEVEN);
        long before = session.actualizing(9);
        assertEquals(7, before);
        assertEquals(9, session.knownEnd());
        session.actualizeRefused(before);
        assertEquals(7, session.knownEnd());
        assertTrue(session.inTransaction());
        session.actualized();
        assertFalse(session.inTransaction());
        assertFalse(session.isReady());
    }

    @Test
    void whatARecoveryFindsIsLeftUntilAWriteCoversIt() {
        session.scanned(new LogEntry(7, 5, List.of(new LogEntry.Value(1, 10, true))));
        assertFalse(session.hasScanned());
        session.scanned(true);
        assertTrue(session.hasScanned());
        assertTrue(session.leavesScanned(7));
        assertFalse(session.leavesScanned(8));
        session.sent(new WriteCall(List.of(), true, 8));
        assertFalse(session.leavesScanned(7));
        session.actualizing(8);
        assertFalse(session.hasScanned());
    }

    @Test
    void afterACloseNoOldReplyIsMissedAndTheCallsAreCounted() {
        session.quiesce();
        session.postpone(new OwnerSession.Postponed(connection.ask("next", Json.object()), next(), 7));
        session.closed();
        assertTrue(session.isClosed());
        assertFalse(session.isOpening());
        assertFalse(session.isQuiescing());
        assertNull(session.postponed());
        wire.comes("{\"re\":3,\"number\":\"1\"}", "{\"re\":1}", "{\"re\":2,\"idle\":true}");
        assertFalse(connection.answered(1) || connection.answered(2) || connection.answered(3));
        assertEquals(0, session.callsAfterClose(2));
        assertEquals(1, session.callsAfterClose(3));
        assertEquals(2, session.callsAfterClose(3));
    }

    @Test
    void aCrashTakesWhatIsHeldAndLeavesTheFaults() {
        session.faults().arm(new Step.Fault(0, StorageOp.WRITE, FaultType.HOLD, -1, 0, 0));
        session.faults().hold(new StorageCall(1, 3, StorageOp.WRITE, "writeValues", null, List.of(), 0, 0), null);
        session.started(AT_SEVEN);
        session.postpone(new OwnerSession.Postponed(connection.ask("next", Json.object()), next(), 7));
        session.crashed();
        assertNull(session.postponed());
        assertTrue(session.isClosed());
        assertFalse(session.inTransaction());
        assertFalse(session.faults().holdsAny());
        assertTrue(session.faults().failForEver());
        assertTrue(session.isConnected());
    }

    private static Step next() {
        return new Step.Next(0, 1, Expect.ANY, true);
    }

    /** Takes everything, and brings what the test says. */
    private final class Wire implements Channel {
        private final Deque<String> lines = new ArrayDeque<>();

        void comes(String... replies) {
            lines.addAll(List.of(replies));
            while (!lines.isEmpty()) {
                connection.receive(0);
            }
        }

        @Override
        public boolean send(String line) {
            return true;
        }

        @Override
        public Incoming receive(long waitMs) {
            return new Incoming.Text(lines.remove());
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public void close() {
            lines.clear();
        }
    }
}
