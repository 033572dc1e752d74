package io.isequencer.oracle.drive;

import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.World;
import io.isequencer.timeline.Frame;
import java.util.List;
import java.util.function.Predicate;

/** Keeps the frames of the first failure, or else of the first case that does not pass, or else of the last one. */
public final class Timelines {
    private final boolean on;
    private final Predicate<CaseResult> isFailure;
    private CaseFramer current;
    private CaseFramer kept;
    private CaseResult result;

    /** @param on whether anything is kept at all */
    public Timelines(boolean on) {
        this(on, result -> result.again().bad() > 0);
    }

    /** @param isFailure whether a result is one that is not expected */
    public Timelines(boolean on, Predicate<CaseResult> isFailure) {
        this.on = on;
        this.isFailure = isFailure;
    }

    Recorder recorder(World world, List<OwnerSession> sessions) {
        if (!on) {
            return Recorder.NONE;
        }
        current = new CaseFramer(world, sessions);
        return current;
    }

    /** The run of a case has ended: its last frame is drawn, with the owners as they are. */
    CaseFramer drawn(Finding finding) {
        if (on) {
            current.end(finding);
        }
        return current;
    }

    /** The outcome of a case is settled. */
    void ended(CaseResult ended, CaseFramer drawn) {
        if (on && (result == null || passed(result) || weight(ended) > weight(result))) {
            kept = drawn;
            result = ended;
        }
    }

    private int weight(CaseResult one) {
        if (isFailure.test(one)) {
            return 2;
        }
        return passed(one) ? 0 : 1;
    }

    private static boolean passed(CaseResult one) {
        return one.verdict() == Verdict.PASS;
    }

    /** The outcome of the case that is kept; null if none was run. */
    public CaseResult result() {
        return result;
    }

    /** Its frames. */
    public List<Frame> frames() {
        return kept == null ? List.of() : kept.frames();
    }
}
