package io.isequencer.recording;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.proof.check.Cells;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.RelationChecker;
import io.isequencer.recording.RelationCheck.State;
import io.isequencer.recording.RelationCheck.Verdict;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Judges one step after the other, to the first that does not fit.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread at a time begins and judges. Meanwhile others may ask for a verdict or for an owner's
 *       number.
 * </ul>
 */
final class StepJudge {
    private static final End NOT_YET = new End(State.FITS, List.of());

    /** What judging has ended with. */
    private record End(State state, List<String> why) {}

    private final RelationChecker checker = new RelationChecker();
    private final AtomicLong steps = new AtomicLong();
    private volatile End end = NOT_YET;

    /** Begins with a partition without a past. */
    void begin(SequencerParams params) {
        checker.begin(params.maxUnflushedValues(), initialValues(params));
        steps.setPlain(0);
        end = NOT_YET;
    }

    private static Map<Integer, Long> initialValues(SequencerParams params) {
        Map<Integer, Long> initials = new TreeMap<>();
        for (SeqTypes.Kind kind : params.seqTypes().kinds().values()) {
            for (int slot = 0; slot < kind.size(); slot++) {
                Long other = initials.put(kind.seqId(slot), kind.initialValue(slot));
                if (other != null && other != kind.initialValue(slot)) {
                    throw new IllegalArgumentException(
                            "initial value of a seqId must be the same in all wsKinds: seqId=" + kind.seqId(slot));
                }
            }
        }
        return initials;
    }

    /** The past of the partition. */
    void given(SequenceStorage storage, EventLog log) {
        long checkpoint = storage.readCheckpoint();
        checker.givenCheckpoint(checkpoint);
        storage.forEachNumber(
                (wsId, seqId, number) -> checker.givenNumber(checker.names().workspace(wsId), seqId, number));
        Cells numbers = new Cells();
        // The last event always: without it nobody would know where the log ends.
        log.scan(Math.max(1, Math.min(checkpoint, log.end() - 1)), event -> {
            numbers.clear();
            for (int i = 0; i < event.size(); i++) {
                numbers.add(RecordedStep.ofEvent(event.seqId(i), event.explicit(i)), event.number(i));
            }
            checker.givenEvent(event.plogOffset(), checker.names().workspace(event.wsId()), numbers);
            return true;
        });
    }

    /** The owner's number. */
    int owner(String name) {
        return checker.names().owner(name);
    }

    /** A step that is told to this judge. */
    DirectStep step() {
        return new DirectStep(checker.names());
    }

    /** Returns whether steps are still judged. */
    boolean take(DirectStep told) {
        RecordedStep step = told.step;
        if (end != NOT_YET) {
            return false;
        }
        try {
            switch (checker.take(step)) {
                case FITS -> {
                    // In order behind what was judged, and cheaper than a volatile write.
                    steps.setRelease(checker.steps());
                    return true;
                }
                case MISFIT -> end(step, State.MISFIT, checker.explain(step));
                case UNDECIDED ->
                    end(
                            step,
                            State.UNDECIDED,
                            List.of(
                                    "it needs an event that was forgotten: too many were never covered by a checkpoint"));
            }
        } catch (RuntimeException failure) {
            // What was told may be anything: whoever told it must not learn of it by an exception.
            end(step, State.UNDECIDED, List.of("it could not be judged: " + failure));
        }
        return false;
    }

    private void end(RecordedStep step, State as, List<String> explanation) {
        String owner = step.kind().hasOwner() ? " of " + checker.names().ownerName(step.owner()) : "";
        List<String> why = new ArrayList<>();
        why.add("step " + (checker.steps() + 1) + ", " + step.kind().specName() + owner + ":");
        why.addAll(explanation);
        end = new End(as, why);
    }

    Verdict verdict(long dropped) {
        End seen = end;
        State now = seen.state;
        List<String> reasons = seen.why;
        long judged = steps.getAcquire();
        if (now == State.FITS && dropped > 0) {
            now = State.UNDECIDED;
            reasons = List.of("the queue was full: nothing was judged behind step " + judged);
        } else if (now == State.FITS && judged == 0) {
            now = State.UNDECIDED;
            reasons = List.of("no step was told");
        }
        return new Verdict(now, judged, now == State.MISFIT ? 1 : 0, dropped, reasons);
    }
}
