package io.isequencer.recording;

import io.isequencer.api.SequencerParams;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.StepKind;
import io.isequencer.recording.ToldStep.Group;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Judges each step of a partition while it runs: whether it is one of the proved relation, from the state that the steps
 * before it have led to. It is what {@link TraceWriter} and {@code trace validate} do, without text.
 *
 * <pre>{@code
 * RelationCheck check = RelationCheck.inBackground(params, storage, log, RelationCheck.QUEUE_WORDS);
 * CheckedOwner owner = check.open("a");
 * Sequencer sequencer = runtime.open(params, owner.over(storage), owner.over(log), cache, owner);
 * // Use sequencer, and append through owner.over(log).
 * check.verdict();
 * }</pre>
 *
 * <p>A step reports all that its owner shows, but of its numbers only those that the step is about, and how many there are.
 * Each number is compared again when the flusher takes it into its batch, so one that went wrong unseen is noticed there.
 *
 * <p>In the background, what waits to be judged is bounded. When a step finds no room it is dropped, and all that come
 * after: nothing waits, nothing grows, and the verdict says that it is of the steps before.
 *
 * <p>Judging ends with the first misfit. A storage or log that takes what it has refused, later and unseen, does not fit, and
 * one that is not appended to through the wrapped log neither.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. While an append is under way no other step is reported, and storage calls exclude each
 *       other, or the order of their effects would not be known.
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a seqId whose initial value depends on the wsKind. After that,
 *       what goes wrong is in the verdict.
 * </ul>
 */
public final class RelationCheck implements TraceSink, AutoCloseable {
    /** A queue of 2 MiB: some thousand transactions. */
    public static final int QUEUE_WORDS = 1 << 18;

    private static final long PAUSE_NANOS = 1_000_000;

    /** What has been found. */
    public enum State {
        /** All steps are of the relation. */
        FITS,
        MISFIT,
        /** Not all steps were judged, or none was told. */
        UNDECIDED
    }

    /**
     * What has been found so far.
     *
     * @param steps how many steps fitted
     * @param misfits 0 or 1: behind a misfit nothing is judged
     * @param dropped how many steps found no room in the queue, or came after one that did not
     * @param why the step at which judging ended, and why
     */
    public record Verdict(State state, long steps, long misfits, long dropped, List<String> why) {
        public Verdict {
            why = List.copyOf(why);
        }

        /** For people: the state, the counters, and why. */
        public String text() {
            return state + ": steps=" + steps + ", misfits=" + misfits + ", dropped=" + dropped
                    + (why.isEmpty() ? "" : "\n" + String.join("\n", why));
        }
    }

    private final StepJudge judge = new StepJudge();
    private final StepQueue queue;
    private final Thread worker;
    private final AtomicLong dropped = new AtomicLong();
    private final Object storageCalls = new Object();

    /** Guards all below, and the order of steps. */
    private final Object order = new Object();

    private ToldStep told;

    /** The first ones are held back, the others free. Null if none is. */
    private List<ToldStep> held;

    private int heldCount;
    private final Set<String> up = new HashSet<>();
    private final Map<String, Integer> owners = new HashMap<>();

    /** Whether a step that comes now is judged. */
    private volatile boolean judging = true;

    private volatile boolean closing;

    private RelationCheck(int queueWords) {
        queue = queueWords == 0 ? null : new StepQueue(queueWords);
        told = newStep();
        worker = queueWords == 0 ? null : new Thread(this::judgeQueued, "relation-check");
        if (worker != null) {
            worker.setDaemon(true);
        }
    }

    /** A step on its way to the judge: through the queue as words. */
    private ToldStep newStep() {
        return queue == null ? judge.step() : new PackedStep();
    }

    /** On the thread that takes the step; of a partition whose log and storage are empty. */
    public static RelationCheck inPlace(SequencerParams params) {
        RelationCheck check = new RelationCheck(0);
        check.judge.begin(params);
        return check;
    }

    /** On the thread that takes the step; of a partition that may have a past. */
    public static RelationCheck inPlace(SequencerParams params, SequenceStorage storage, EventLog log) {
        RelationCheck check = inPlace(params);
        check.judge.given(storage, log);
        return check;
    }

    /**
     * On the thread that takes the step, of one empty partition after the other; {@link #begin} comes first. The steps of the
     * sequencers are held back until {@link #release}: for who learns only afterwards what the environment has done before.
     */
    public static RelationCheck holding() {
        RelationCheck check = new RelationCheck(0);
        check.held = new ArrayList<>();
        return check;
    }

    /** Begins anew, with a partition whose log and storage are empty. It is cheaper than another check. */
    public void begin(SequencerParams params) {
        synchronized (order) {
            judge.begin(params);
            owners.clear();
            up.clear();
            heldCount = 0;
            dropped.set(0);
            judging = true;
        }
    }

    /**
     * Judges what was held back.
     *
     * @param givenUp whether a FlFail among it is of a call that was given up: what it has not yet written will land later
     */
    public void release(boolean givenUp) {
        synchronized (order) {
            for (int i = 0; i < heldCount; i++) {
                if (givenUp) {
                    held.get(i).givenUp();
                }
                tell(held.get(i));
            }
            heldCount = 0;
        }
    }

    /**
     * On a thread of its own, which {@link #close} ends.
     *
     * @param queueWords how much may wait to be judged, in words of 8 bytes; a step takes some thirty, and three more for
     *     each number that it reports, all that are pending among them
     */
    public static RelationCheck inBackground(
            SequencerParams params, SequenceStorage storage, EventLog log, int queueWords) {
        if (queueWords < 1) {
            throw new IllegalArgumentException("queue must have room: queueWords=" + queueWords);
        }
        RelationCheck check = new RelationCheck(queueWords);
        check.judge.begin(params);
        check.judge.given(storage, log);
        check.worker.start();
        return check;
    }

    /**
     * An owner that is opened now. One that was opened before under the same name must be closed or dead: it goes down.
     */
    public CheckedOwner open(String name) {
        synchronized (order) {
            if (!up.add(name)) {
                tell(begin(StepKind.CRASH, name));
            }
            tell(begin(StepKind.OPEN, name));
            return new CheckedOwner(this, name, number(name));
        }
    }

    /** What has been found so far; in the background, of what was judged so far. */
    public Verdict verdict() {
        return judge.verdict(dropped.get());
    }

    /** Judges what waits, and no step after that. */
    @Override
    public void close() {
        synchronized (order) {
            judging = false;
        }
        closing = true;
        if (worker != null) {
            boolean interrupted = false;
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void judgeQueued() {
        PackedStep packed = new PackedStep();
        DirectStep step = judge.step();
        boolean last;
        do {
            last = closing;
            while (queue.poll(packed)) {
                packed.tell(step);
                if (!judge.take(step)) {
                    judging = false;
                }
            }
            if (!last) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } while (!last);
    }

    /** Whether a step that comes now is judged: none was dropped so far, and each that was judged fits. Cheaper than a verdict. */
    public boolean isJudging() {
        return judging;
    }

    /** With {@link #steps} held: the step to be told next. */
    ToldStep begin(StepKind kind, int owner) {
        told.begin(kind, owner);
        return told;
    }

    /** With {@link #steps} held: the step that was begun is one of a sequencer. */
    void tellOfCore() {
        if (held == null) {
            tell(told);
            return;
        }
        if (heldCount == held.size()) {
            held.add(newStep());
        }
        told = held.set(heldCount++, told);
    }

    private void tell(ToldStep step) {
        if (!judging) {
            if (dropped.get() > 0) {
                dropped.incrementAndGet();
            }
        } else if (step instanceof DirectStep direct) {
            // Written once, as a volatile write costs more than much of what is judged.
            if (!judge.take(direct)) {
                judging = false;
            }
        } else if (!queue.offer((PackedStep) step)) {
            judging = false;
            dropped.incrementAndGet();
        }
    }

    private ToldStep begin(StepKind kind, String owner) {
        return begin(kind, owner.isEmpty() ? 0 : number(owner));
    }

    private int number(String owner) {
        Integer known = owners.get(owner);
        return known == null ? owners.computeIfAbsent(owner, judge::owner) : known;
    }

    @Override
    public Object steps() {
        return order;
    }

    @Override
    public Object storageCalls() {
        return storageCalls;
    }

    @Override
    public void crashed(String owner) {
        synchronized (order) {
            up.remove(owner);
            tell(begin(StepKind.CRASH, owner));
        }
    }

    @Override
    public void powerLost(long lastOffset) {
        synchronized (order) {
            up.clear();
            ToldStep step = begin(StepKind.POWER_LOSS, "");
            step.plogOffset(lastOffset);
            tell(step);
        }
    }

    @Override
    public void logSynced() {
        synchronized (order) {
            tell(begin(StepKind.LOG_SYNC, ""));
        }
    }

    @Override
    public void evicted(String owner, long wsId, int seqId) {
        synchronized (order) {
            tell(key(StepKind.EVICT, owner, wsId, seqId));
        }
    }

    @Override
    public void read(String owner, int seqId, long number) {
        synchronized (order) {
            ToldStep step = begin(StepKind.READ, owner);
            step.seqId(seqId);
            step.number(number);
            tell(step);
        }
    }

    @Override
    public void append(String action, String owner, Event event) {
        synchronized (order) {
            tell(event(StepKind.named(action), owner, event));
        }
    }

    @Override
    public void appendLanded(Event event) {
        synchronized (order) {
            tell(event(StepKind.LATE_APPEND_LANDS, "", event));
        }
    }

    @Override
    public void valueWritten(String owner, long wsId, int seqId, long number) {
        synchronized (order) {
            ToldStep step = key(StepKind.FL_WRITE_VALUE, owner, wsId, seqId);
            step.number(number);
            tell(step);
        }
    }

    @Override
    public void checkpointWritten(String owner, long checkpoint) {
        synchronized (order) {
            tellCheckpoint(StepKind.FL_WRITE_CHECKPOINT, owner, checkpoint);
        }
    }

    @Override
    public void valueLanded(ValueBatch values, int from, long checkpoint) {
        synchronized (order) {
            ToldStep step = key(StepKind.LATE_VALUE_LANDS, "", values.wsId(from), values.seqId(from));
            for (int i = from; i < values.size(); i++) {
                step.add(Group.LEFT, values.wsId(i), values.seqId(i), values.number(i));
            }
            step.checkpoint(checkpoint);
            tell(step);
        }
    }

    @Override
    public void checkpointLanded(long checkpoint) {
        synchronized (order) {
            tellCheckpoint(StepKind.LATE_CHECKPOINT_LANDS, "", checkpoint);
        }
    }

    private void tellCheckpoint(StepKind kind, String owner, long checkpoint) {
        ToldStep step = begin(kind, owner);
        step.checkpoint(checkpoint);
        tell(step);
    }

    private ToldStep key(StepKind kind, String owner, long wsId, int seqId) {
        ToldStep step = begin(kind, owner);
        step.workspace(wsId);
        step.seqId(seqId);
        return step;
    }

    private ToldStep event(StepKind kind, String owner, Event event) {
        ToldStep step = begin(kind, owner);
        step.plogOffset(event.plogOffset());
        step.workspace(event.wsId());
        for (int i = 0; i < event.size(); i++) {
            step.add(Group.EVENT, 0, (int) RecordedStep.ofEvent(event.seqId(i), event.explicit(i)), event.number(i));
        }
        return step;
    }
}
