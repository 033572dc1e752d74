package io.isequencer.oracle.drive;

import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.World;
import io.isequencer.timeline.Frame;
import java.util.List;

/** Keeps the frames of the first case that does not pass, or else of the last one. */
public final class Timelines {
    private final boolean on;
    private CaseFramer current;
    private CaseFramer kept;
    private CaseResult result;

    /** @param on whether anything is kept at all */
    public Timelines(boolean on) {
        this.on = on;
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
        boolean better = result == null || result.verdict() == Verdict.PASS;
        if (on && better) {
            kept = drawn;
            result = ended;
        }
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
