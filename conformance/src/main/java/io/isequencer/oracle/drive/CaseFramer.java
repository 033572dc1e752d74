package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.World;
import io.isequencer.timeline.Frame;
import java.util.ArrayList;
import java.util.List;

/** Draws what happens in a case: a frame per step and per storage call, in the lanes of the simulation's timelines. */
final class CaseFramer implements Recorder {
    private final World world;
    private final List<OwnerSession> sessions;
    private final List<Frame> frames = new ArrayList<>();

    CaseFramer(World world, List<OwnerSession> sessions) {
        this.world = world;
        this.sessions = sessions;
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    @Override
    public void done(OwnerSession session, Step step, String detail) {
        String name = step.getClass().getSimpleName();
        boolean fault = step instanceof Step.Fault
                || step instanceof Step.Crash
                || step instanceof Step.Land
                || step instanceof Step.LandAppend
                || step instanceof Step.Foreign;
        add(
                session,
                lane(step),
                step instanceof Step.Land ? "LandWrite" : name,
                detail.isEmpty() ? text(step) : detail,
                fault);
    }

    @Override
    public void storageCall(OwnerSession session, StorageCall call, String fault) {
        String detail = call.op() + (fault.isEmpty() ? "" : ": " + fault);
        switch (call.on()) {
            case WRITE -> add(session, "storage", "FlWrite", detail + ", " + values(call), !fault.isEmpty());
            case SYNC_PLOG -> add(session, "log", "FlSync", detail, !fault.isEmpty());
            case READ_NUMBERS -> add(session, "storage", "Read", detail, !fault.isEmpty());
            case READ_CHECKPOINT -> add(session, "actualizer", "ActReadCheckpoint", detail, !fault.isEmpty());
            case READ_PLOG, ANY -> add(session, "actualizer", "ActScan", detail, !fault.isEmpty());
        }
    }

    @Override
    public void released(OwnerSession session, StorageCall call, FaultType as) {
        boolean write = call.on() == StorageOp.WRITE;
        add(
                session,
                write ? "flusher" : "storage",
                write ? "FlReply" : "Read",
                call.op() + " is answered" + (as == null ? "" : ": " + as.id()),
                as != null);
    }

    /** The last frame has the verdict. */
    void end(Finding finding) {
        add(
                sessions.get(0),
                "world",
                finding == null ? "Passed" : "Judged",
                finding == null ? "" : finding.got(),
                false);
    }

    private void add(OwnerSession session, String lane, String kind, String detail, boolean fault) {
        String move = session.index() + " " + kind;
        frames.add(new Frame(
                frames.size() + 1,
                0,
                session.index(),
                lane,
                move,
                List.of(),
                detail,
                fault,
                List.of(),
                CaseStateTable.of(world, sessions)));
    }

    private static String lane(Step step) {
        if (step instanceof Step.Append || step instanceof Step.LandAppend || step instanceof Step.Foreign) {
            return "log";
        }
        if (step instanceof Step.Land || step instanceof Step.Release || step instanceof Step.Check) {
            return "storage";
        }
        boolean world = step instanceof Step.Fault
                || step instanceof Step.Heal
                || step instanceof Step.Crash
                || step instanceof Step.Await
                || step instanceof Step.Quiesce;
        return world ? "world" : "client";
    }

    private static String text(Step step) {
        if (step instanceof Step.Fault fault) {
            return fault.on().id() + ": " + fault.kind().id();
        }
        return step instanceof Step.Await await ? "for " + await.on().id() : "";
    }

    private static String values(StorageCall call) {
        return call.write().values().size() + " values"
                + (call.write().hasCheckpoint()
                        ? ", checkpoint " + Long.toUnsignedString(call.write().checkpoint())
                        : "");
    }
}
