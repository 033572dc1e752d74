package io.isequencer.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.recording.RelationCheck.State;
import io.isequencer.recording.RelationCheck.Verdict;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.Action;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The production runtime is followed while its threads run, and whatever is told wrongly is noticed. */
@Timeout(300)
class RelationCheckTest {
    private static final int EVENTS = 500;
    private static final int WORKSPACES = 30;
    private static final SequencerParams PARAMS = SequencerParams.of(SeqTypes.DEFAULT)
            .withMaxUnflushedValues(20)
            .withCacheSize(8)
            .withRetryDelayMs(1);

    private final SequenceStorage storage = new MemoryStorage();
    private final EventLog log = new MemoryEventLog();

    /** Fails now and then, with the batch written or not. */
    private static final class Flaky extends ForwardingStorage {
        private final AtomicInteger calls = new AtomicInteger();

        Flaky(SequenceStorage storage) {
            super(storage);
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            int call = calls.incrementAndGet();
            if (call % 20 == 1) {
                throw new StorageException("refused", true);
            }
            storage.write(batch, checkpoint);
            if (call % 20 == 2) {
                throw new StorageException("no answer", false);
            }
        }
    }

    private static final class FlakyLog extends ForwardingEventLog {
        private int calls;

        FlakyLog(EventLog log) {
            super(log);
        }

        @Override
        public AppendResult append(Event event) {
            calls++;
            if (calls % 50 == 49) {
                throw new StorageException("refused", true);
            }
            AppendResult result = log.append(event);
            if (calls % 50 == 48) {
                throw new StorageException("no answer", false);
            }
            return result;
        }
    }

    /** Uses a sequencer as an application does. */
    private static void use(Sequencer sequencer, EventLog log) {
        for (int i = 0; i < EVENTS; i++) {
            int wsId = i * 7 % WORKSPACES;
            long offset = sequencer.start(1, wsId);
            while (offset < 1) {
                awaitReady(sequencer);
                offset = sequencer.start(1, wsId);
            }
            LogEvent.Builder event = LogEvent.builder(offset, 1, wsId);
            event.add(1, sequencer.next(1));
            for (int record = 0; record < i % 3; record++) {
                event.add(2, sequencer.next(2));
            }
            if (i % 40 == 39) {
                sequencer.use(2, 300_000 + i);
                event.add(2, 300_000 + i, true);
            }
            try {
                log.append(event.build());
                sequencer.flush();
            } catch (StorageException failure) {
                sequencer.actualize();
            }
        }
    }

    private static void awaitReady(Sequencer sequencer) {
        try {
            sequencer.awaitReady(1_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run(RelationCheck check, UnaryOperator<StepListener> told) {
        CheckedOwner owner = check.open("a");
        EventLog flakyLog = owner.over(new FlakyLog(log));
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(
                        PARAMS,
                        owner.over(new Flaky(storage)),
                        flakyLog,
                        new LruCache(PARAMS.cacheSize()),
                        told.apply(owner))) {
            use(sequencer, flakyLog);
        }
    }

    @Test
    void aRunUnderThreadsIsFollowedOnItsOwnThreads() {
        RelationCheck check = RelationCheck.inPlace(PARAMS);
        for (int life = 0; life < 3; life++) {
            run(check, owner -> owner);
            Verdict verdict = check.verdict();
            assertEquals(State.FITS, verdict.state(), verdict::text);
            assertTrue(verdict.steps() > (life + 1) * 4L * EVENTS, verdict::text);
            assertEquals(0, verdict.misfits());
            assertEquals(0, verdict.dropped());
        }
    }

    @Test
    void andInTheBackgroundWhateverCameBefore() {
        run(RelationCheck.inPlace(PARAMS), owner -> owner);
        RelationCheck check = RelationCheck.inBackground(PARAMS, storage, log, 1 << 22);
        run(check, owner -> owner);
        check.close();
        Verdict verdict = check.verdict();
        assertEquals(State.FITS, verdict.state(), verdict::text);
        assertTrue(verdict.steps() > 4L * EVENTS, verdict::text);
    }

    @Test
    void aPastThatIsNotToldIsAMisfit() {
        run(RelationCheck.inPlace(PARAMS), owner -> owner);
        RelationCheck check = RelationCheck.inPlace(PARAMS);
        run(check, owner -> owner);
        assertMisfit(check, "ActReadCheckpoint of a");
    }

    private static void assertMisfit(RelationCheck check, String step) {
        Verdict verdict = check.verdict();
        assertEquals(State.MISFIT, verdict.state(), verdict::text);
        assertEquals(1, verdict.misfits());
        assertEquals(0, verdict.dropped());
        assertEquals(
                "step " + (verdict.steps() + 1) + ", " + step + ":",
                verdict.why().get(0),
                verdict::text);
        assertTrue(verdict.why().size() > 1, verdict::text);
    }

    /** Tells one step wrongly. */
    private static final class Wrong implements StepListener {
        private final StepListener right;
        private final Action action;
        private final Consumer<Wrong> how;
        private int left = 100;
        private Step step;
        private StateView state;
        private Action following;

        Wrong(StepListener right, Action action, Consumer<Wrong> how) {
            this.right = right;
            this.action = action;
            this.how = how;
        }

        @Override
        public void onStep(Step now, StateView there) {
            if (left == 0 && following == null) {
                following = now.action();
            }
            if (now.action() == action && left > 0 && --left == 0) {
                step = now;
                state = there;
                how.accept(this);
            } else {
                right.onStep(now, there);
            }
        }

        void tell(Step altered) {
            right.onStep(altered, state);
        }

        /** Tells the state with another answer to one question. */
        void tellWith(String question, UnaryOperator<Object> answer) {
            StateView there = state;
            right.onStep(step, (StateView) Proxy.newProxyInstance(
                    StateView.class.getClassLoader(), new Class<?>[] {StateView.class}, (proxy, method, arguments) -> {
                        Object is = method.invoke(there, arguments);
                        return method.getName().equals(question) ? answer.apply(is) : is;
                    }));
        }
    }

    private Wrong runWrong(RelationCheck check, Action action, Consumer<Wrong> how) {
        Wrong[] wrong = new Wrong[1];
        run(check, owner -> wrong[0] = new Wrong(owner, action, how));
        return wrong[0];
    }

    @Test
    void aStepThatIsNotToldIsAMisfitOfTheNext() {
        for (Action action : new Action[] {Action.START, Action.NEXT, Action.FLUSH}) {
            RelationCheck check = RelationCheck.inPlace(PARAMS, storage, log);
            Wrong wrong = runWrong(check, action, it -> {});
            String named = check.verdict().why().get(0);
            // Of the environment one may come before.
            assertTrue(
                    named.contains(wrong.following.specName() + " of a") || named.contains("Append"),
                    () -> check.verdict().text());
            assertEquals(State.MISFIT, check.verdict().state());
        }
    }

    @Test
    void anAlteredNumberIsAMisfitOfItsStep() {
        RelationCheck check = RelationCheck.inPlace(PARAMS);
        runWrong(check, Action.NEXT, RelationCheckTest::tellNextNumber);
        assertMisfit(check, "Next of a");
    }

    @Test
    void aStateThatIsNotThatOfTheRelationIsAMisfit() {
        for (String question : new String[] {"nextOffset", "pendingCheckpoint", "pendingNumber"}) {
            RelationCheck check = RelationCheck.inPlace(PARAMS, storage, log);
            runWrong(check, Action.FLUSH, it -> it.tellWith(question, is -> (Long) is + 1));
            assertMisfit(check, "Flush of a");
        }
        RelationCheck check = RelationCheck.inPlace(PARAMS, storage, log);
        runWrong(check, Action.FLUSH, it -> it.tellWith("pendingSize", is -> (Integer) is + 1));
        assertMisfit(check, "Flush of a");
    }

    @Test
    void aNumberThatWentWrongUnseenIsNoticedInTheBatch() {
        RelationCheck check = RelationCheck.inPlace(PARAMS);
        CheckedOwner owner = check.open("a");
        EventLog wrapped = owner.over(log);
        Wrong wrong = new Wrong(
                owner,
                Action.FL_SNAPSHOT,
                it -> it.tellWith("flusherBatch", is -> {
                    ValueBatch batch = new ValueBatch();
                    for (int i = 0; i < ((ValueBatch) is).size(); i++) {
                        batch.add(
                                ((ValueBatch) is).wsId(i), ((ValueBatch) is).seqId(i), ((ValueBatch) is).number(i) + 1);
                    }
                    return batch;
                }));
        wrong.left = 10;
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer =
                        runtime.open(PARAMS, owner.over(storage), wrapped, new LruCache(PARAMS.cacheSize()), wrong)) {
            use(sequencer, wrapped);
        }
        Verdict verdict = check.verdict();
        assertEquals(State.MISFIT, verdict.state(), verdict::text);
    }

    @Test
    void aStorageThatLiesIsAMisfit() {
        RelationCheck check = RelationCheck.inPlace(PARAMS);
        CheckedOwner owner = check.open("a");
        SequenceStorage lying = owner.over(new ForwardingStorage(storage) {
            @Override
            public long readNumber(long wsId, int seqId) {
                long number = storage.readNumber(wsId, seqId);
                return number == 0 ? 0 : number - 1;
            }
        });
        EventLog wrapped = owner.over(log);
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(PARAMS, lying, wrapped, new LruCache(PARAMS.cacheSize()), owner)) {
            use(sequencer, wrapped);
        }
        assertMisfit(check, "Read of a");
    }

    @Test
    void aFullQueueIsReportedAndNobodyWaits() {
        RelationCheck check = RelationCheck.inBackground(PARAMS, storage, log, 200);
        run(check, owner -> owner);
        check.close();
        Verdict verdict = check.verdict();
        assertEquals(State.UNDECIDED, verdict.state(), verdict::text);
        assertTrue(verdict.dropped() > EVENTS, verdict::text);
        assertTrue(verdict.steps() < verdict.dropped(), verdict::text);
        assertTrue(verdict.text().contains("the queue was full"), verdict::text);
    }

    @Test
    void aMisfitInTheBackgroundIsReportedWhileTheRunContinues() {
        RelationCheck check = RelationCheck.inBackground(PARAMS, storage, log, 1 << 22);
        Wrong wrong = runWrong(check, Action.NEXT, RelationCheckTest::tellNextNumber);
        check.close();
        assertEquals(0, wrong.left);
        assertMisfit(check, "Next of a");
    }

    private static void tellNextNumber(Wrong wrong) {
        wrong.tell(new StepListener.Step(Action.NEXT, wrong.step.seqId(), wrong.step.number() + 1, 0));
    }

    @Test
    void whoWasToldNothingDecidesNothing() {
        RelationCheck check = RelationCheck.inPlace(PARAMS);
        assertEquals(State.UNDECIDED, check.verdict().state());
        check.close();
        assertFalse(check.isJudging());
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        SeqTypes types = SeqTypes.builder().add(1, 1, 1).add(2, 1, 5).build();
        assertThrows(IllegalArgumentException.class, () -> RelationCheck.inPlace(SequencerParams.of(types)));
        assertThrows(IllegalArgumentException.class, () -> RelationCheck.inBackground(PARAMS, storage, log, 0));
    }
}
