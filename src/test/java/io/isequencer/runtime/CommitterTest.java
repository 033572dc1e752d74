package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.AppendConflictException;
import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerBusyException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UnknownSequenceException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each way a commit can end, and which calls it made. */
class CommitterTest {
    private static final int KIND = 1;
    private static final long WS = 42;
    private static final byte[] PAYLOAD = {1, 2};

    private final List<String> calls = new ArrayList<>();
    private final Sequencer sequencer = new ScriptedSequencer();
    private final EventLog log = new ScriptedLog();
    private final Committer committer = new Committer(sequencer, log);

    /** What start answers; then the offset behind the last event. */
    private final Deque<Busy> refusals = new ArrayDeque<>();

    private RuntimeException startFails;
    private RuntimeException backgroundFailure;
    private RuntimeException nextFails;
    private RuntimeException flushFails;
    private RuntimeException actualizeFails;
    private RuntimeException appendFails;
    private RuntimeException syncFails;
    private boolean taken;
    private LogEvent appended;
    private boolean inTransaction;
    private long offset = 7;
    private long number = 100;

    private static byte[] oneNumber(Committer.Transaction transaction) {
        transaction.next(2);
        return PAYLOAD;
    }

    private void assertCalls(String... expected) {
        assertEquals(List.of(expected), calls);
        calls.clear();
    }

    /** Fails, and leaves nothing behind: the next commit works. */
    private <T extends Throwable> T fails(Class<T> type, Committer.Work<?> work, String... expected) {
        T failure = assertThrows(type, () -> committer.commit(KIND, WS, work));
        assertCalls(expected);
        startFails = nextFails = flushFails = actualizeFails = appendFails = null;
        taken = false;
        return failure;
    }

    private void works() throws InterruptedException {
        long expected = offset;
        assertEquals(
                expected, committer.commit(KIND, WS, CommitterTest::oneNumber).plogOffset());
        assertCalls("start 1 42", "next 2", "append " + expected, "flush", "sync " + (expected + 1));
    }

    @Test
    void aCommittedEventIsDurableAndCarriesItsNumbersInOrder() throws InterruptedException {
        List<Object> told = new ArrayList<>();
        LogEvent event = committer.commit(KIND, WS, transaction -> {
            told.add(transaction.plogOffset());
            told.add(transaction.use(3, 50));
            told.add(transaction.next(2));
            told.add(transaction.next(2));
            return PAYLOAD;
        });
        assertEquals(List.of(7L, UseResult.RAISED, 101L, 102L), told);
        assertCalls("start 1 42", "use 3 50", "next 2", "next 2", "append 7", "flush", "sync 8");
        LogEvent expected = LogEvent.builder(7, KIND, WS)
                .add(3, 50, true)
                .add(2, 101)
                .add(2, 102)
                .payload(PAYLOAD)
                .build();
        assertEquals(expected, event);
        assertSame(event, appended);
        assertArrayEquals(PAYLOAD, event.payload());
        works();
    }

    @Test
    void manyEventsShareOneSync() throws InterruptedException {
        committer.sync();
        assertCalls();
        committer.append(KIND, WS, CommitterTest::oneNumber);
        committer.append(KIND, 43, transaction -> PAYLOAD);
        assertCalls("start 1 42", "next 2", "append 7", "flush", "start 1 43", "append 8", "flush");
        committer.sync();
        assertCalls("sync 9");
    }

    @Test
    void aBusySequencerIsWaitedFor() throws InterruptedException {
        refusals.addAll(List.of(Busy.ACTUALIZING, Busy.BACK_PRESSURE));
        committer.append(KIND, WS, CommitterTest::oneNumber);
        assertCalls("start 1 42", "await 100", "start 1 42", "await 100", "start 1 42", "next 2", "append 7", "flush");
    }

    @Test
    void aSequencerThatStaysBusyIsGivenUp() throws InterruptedException {
        long[] nanos = {5};
        List<String> asked = new ArrayList<>();
        Committer patient = new Committer(
                sequencer,
                log,
                (reason, waitedMs) -> {
                    asked.add(reason + " " + waitedMs);
                    nanos[0] += TimeUnit.MILLISECONDS.toNanos(60);
                    return waitedMs < 100;
                },
                () -> nanos[0]);
        refusals.addAll(List.of(Busy.ACTUALIZING, Busy.ACTUALIZING, Busy.BACK_PRESSURE));
        SequencerBusyException busy =
                assertThrows(SequencerBusyException.class, () -> patient.commit(KIND, WS, CommitterTest::oneNumber));
        assertEquals(List.of("ACTUALIZING 0", "ACTUALIZING 60", "BACK_PRESSURE 120"), asked);
        assertSame(Busy.BACK_PRESSURE, busy.reason());
        assertEquals("sequencer must be ready: busy=BACK_PRESSURE", busy.getMessage());
        assertCalls("start 1 42", "await 100", "start 1 42", "await 100", "start 1 42");
        works();
    }

    @Test
    void unlessSaidOtherwiseItIsGivenUpAfterTenSeconds() {
        long[] nanos = {0};
        Committer committerInTime =
                new Committer(sequencer, log, Committer::patient, () -> nanos[0] += TimeUnit.SECONDS.toNanos(4));
        refusals.addAll(List.of(Busy.ACTUALIZING, Busy.ACTUALIZING, Busy.ACTUALIZING, Busy.ACTUALIZING));
        assertThrows(SequencerBusyException.class, () -> committerInTime.append(KIND, WS, CommitterTest::oneNumber));
        assertCalls("start 1 42", "await 100", "start 1 42", "await 100", "start 1 42");
    }

    @Test
    void whoGivesUpIsToldWhatKeptItBusy() {
        backgroundFailure = new StorageException("planned failure", true);
        Committer impatient = new Committer(sequencer, log, (reason, waitedMs) -> false);
        refusals.add(Busy.ACTUALIZING);
        assertSame(
                backgroundFailure,
                assertThrows(SequencerBusyException.class, () -> impatient.commit(KIND, WS, CommitterTest::oneNumber))
                        .getCause());
    }

    @Test
    void whatIsThrownWhileItWaitsEndsTheCommit() throws InterruptedException {
        IllegalStateException stop = new IllegalStateException("stop");
        Committer impatient = new Committer(sequencer, log, (reason, waitedMs) -> {
            throw stop;
        });
        refusals.add(Busy.ACTUALIZING);
        assertSame(
                stop,
                assertThrows(IllegalStateException.class, () -> impatient.commit(KIND, WS, CommitterTest::oneNumber)));
        assertCalls("start 1 42");
        works();
    }

    @Test
    void anInterruptEndsTheWaitAndNothingWasBegun() throws InterruptedException {
        refusals.add(Busy.ACTUALIZING);
        Thread.currentThread().interrupt();
        fails(InterruptedException.class, CommitterTest::oneNumber, "start 1 42", "await 100");
        works();
    }

    @Test
    void whereStartThrowsNothingWasBegun() throws InterruptedException {
        startFails = new UnknownSequenceException("wsKind");
        assertSame(startFails, fails(UnknownSequenceException.class, CommitterTest::oneNumber, "start 1 42"));
        startFails = new SequencerClosedException("closed");
        fails(SequencerClosedException.class, CommitterTest::oneNumber, "start 1 42");
        works();
    }

    @Test
    void whereNextThrowsNothingIsAppended() throws InterruptedException {
        nextFails = new SequenceExhaustedException("number");
        fails(SequenceExhaustedException.class, CommitterTest::oneNumber, "start 1 42", "next 2", "actualize");
        works();
    }

    @Test
    void aFailedReadOfANumberMayBeTriedAgainInTheTransaction() throws InterruptedException {
        nextFails = new StorageException("read", true);
        LogEvent event = committer.append(KIND, WS, transaction -> {
            assertThrows(StorageException.class, () -> transaction.next(2));
            nextFails = null;
            return oneNumber(transaction);
        });
        assertEquals(1, event.size());
        assertCalls("start 1 42", "next 2", "next 2", "append 7", "flush");
    }

    @Test
    void whatTheCallersFunctionThrowsIsThrownOn() throws InterruptedException {
        IOException failure = new IOException("no order");
        assertSame(
                failure,
                fails(
                        IOException.class,
                        transaction -> {
                            transaction.next(2);
                            throw failure;
                        },
                        "start 1 42",
                        "next 2",
                        "actualize"));
        fails(
                AssertionError.class,
                transaction -> {
                    throw new AssertionError();
                },
                "start 1 42",
                "actualize");
        fails(NullPointerException.class, transaction -> null, "start 1 42", "actualize");
        works();
    }

    @Test
    void anAppendThatFailedIsNoCommitWhetherItIsDefiniteOrNot() throws InterruptedException {
        for (boolean definite : new boolean[] {true, false}) {
            appendFails = new StorageException("append", definite);
            assertSame(
                    appendFails,
                    fails(
                            StorageException.class,
                            CommitterTest::oneNumber,
                            "start 1 42",
                            "next 2",
                            "append 7",
                            "actualize"));
        }
        works();
    }

    @Test
    void anOffsetThatIsTakenIsNoCommit() throws InterruptedException {
        taken = true;
        AppendConflictException conflict = fails(
                AppendConflictException.class,
                CommitterTest::oneNumber,
                "start 1 42",
                "next 2",
                "append 7",
                "actualize");
        assertEquals(7, conflict.plogOffset());
        assertEquals("plogOffset must be free: plogOffset=7", conflict.getMessage());
        works();
    }

    @Test
    void aFailureIsNotHiddenByTheActualizeThatFollowsIt() {
        actualizeFails = new SequencerClosedException("closed");
        appendFails = new StorageException("append", false);
        StorageException failure = fails(
                StorageException.class, CommitterTest::oneNumber, "start 1 42", "next 2", "append 7", "actualize");
        assertEquals("append", failure.getMessage());
        assertEquals("closed", failure.getSuppressed()[0].getMessage());
    }

    @Test
    void anEventThatIsInTheLogCountsThoughTheSequencerWasClosedMeanwhile() throws InterruptedException {
        flushFails = new SequencerClosedException("closed");
        assertEquals(7, committer.commit(KIND, WS, CommitterTest::oneNumber).plogOffset());
        assertCalls("start 1 42", "next 2", "append 7", "flush", "sync 8");
    }

    @Test
    void afterAFailedSyncNoCommitReturns() {
        syncFails = new StorageException("sync", false);
        assertSame(
                syncFails,
                fails(
                        StorageException.class,
                        CommitterTest::oneNumber,
                        "start 1 42",
                        "next 2",
                        "append 7",
                        "flush",
                        "sync 8"));
        assertSame(syncFails, assertThrows(StorageException.class, committer::sync));
    }

    @Test
    void aSyncThatWasRefusedLeavesItOpenWhatIsInTheLog() {
        syncFails = new StorageException("log must be opened again", true);
        StorageException unknown = fails(
                StorageException.class,
                CommitterTest::oneNumber,
                "start 1 42",
                "next 2",
                "append 7",
                "flush",
                "sync 8");
        assertFalse(unknown.definite());
        assertEquals("log must be opened again", unknown.getMessage());
        assertSame(syncFails, unknown.getCause());
    }

    @Test
    void aCommitInsideOfAnotherOneIsRefusedAndLeavesItAlone() throws InterruptedException {
        LogEvent event = committer.append(KIND, WS, transaction -> {
            assertThrows(CallOrderException.class, () -> committer.commit(KIND, WS, CommitterTest::oneNumber));
            return oneNumber(transaction);
        });
        assertEquals(1, event.size());
        assertCalls("start 1 42", "start 1 42", "next 2", "append 7", "flush");
    }

    @Test
    void aTransactionIsOfNoUseBehindItsEnd() throws InterruptedException {
        List<Committer.Transaction> kept = new ArrayList<>();
        LogEvent event = committer.append(KIND, WS, transaction -> {
            kept.add(transaction);
            return PAYLOAD;
        });
        assertThrows(CallOrderException.class, () -> kept.get(0).next(2));
        assertThrows(CallOrderException.class, () -> kept.get(0).use(2, 5));
        assertEquals(0, event.size());
    }

    /** Says what it was asked, and refuses what a sequencer refuses. */
    private final class ScriptedSequencer implements Sequencer {
        @Override
        public long start(int wsKind, long wsId) {
            call("start " + wsKind + " " + wsId, startFails);
            if (inTransaction) {
                throw new CallOrderException("start");
            }
            Busy refusal = refusals.poll();
            inTransaction = refusal == null;
            return refusal == null ? offset : refusal.code();
        }

        @Override
        public long next(int seqId) {
            requireTransaction();
            call("next " + seqId, nextFails);
            return ++number;
        }

        @Override
        public UseResult use(int seqId, long used) {
            requireTransaction();
            call("use " + seqId + " " + used, null);
            return UseResult.RAISED;
        }

        @Override
        public void flush() {
            requireTransaction();
            inTransaction = false;
            call("flush", flushFails);
            offset++;
        }

        @Override
        public void actualize() {
            inTransaction = false;
            call("actualize", actualizeFails);
        }

        @Override
        public boolean awaitReady(long timeoutMs) throws InterruptedException {
            call("await " + timeoutMs, null);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return false;
        }

        @Override
        public CompletionStage<Void> whenReady() {
            throw new AssertionError("a commit waits in its own thread");
        }

        @Override
        public Throwable failure() {
            return backgroundFailure;
        }

        @Override
        public boolean awaitIdle(long timeoutMs) {
            throw new AssertionError("a commit does not wait for the background");
        }

        @Override
        public void close() {
            throw new AssertionError("a commit does not close");
        }

        private void requireTransaction() {
            if (!inTransaction) {
                throw new CallOrderException("transaction");
            }
        }
    }

    private final class ScriptedLog implements EventLog {
        @Override
        public AppendResult append(Event event) {
            call("append " + event.plogOffset(), appendFails);
            appended = (LogEvent) event;
            return taken ? AppendResult.CONFLICT : AppendResult.APPENDED;
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            throw new AssertionError("a commit does not scan");
        }

        @Override
        public void sync(long belowOffset) {
            call("sync " + belowOffset, syncFails);
        }

        @Override
        public long end() {
            return offset;
        }

        @Override
        public void close() {
            throw new AssertionError("a commit does not close");
        }
    }

    private void call(String call, RuntimeException failure) {
        calls.add(call);
        if (failure != null) {
            throw failure;
        }
    }
}
