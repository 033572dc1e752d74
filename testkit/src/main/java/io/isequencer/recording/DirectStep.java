package io.isequencer.recording;

import io.isequencer.proof.check.Cells;
import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.Names;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.StepKind;

/** A step that is judged on the thread that tells it: as the judge wants it. */
final class DirectStep extends ToldStep {
    final RecordedStep step = new RecordedStep();
    private final Names names;
    private boolean hasWorkspace;

    /** @param names the judge's */
    DirectStep(Names names) {
        this.names = names;
    }

    @Override
    void begin(StepKind kind, int owner) {
        step.clear(kind);
        step.owner(owner);
        hasWorkspace = false;
    }

    @Override
    void givenUp() {
        step.late(step.kind() == StepKind.FL_FAIL);
    }

    @Override
    void seqId(int seqId) {
        step.seqId(seqId);
    }

    @Override
    void number(long number) {
        step.number(number);
    }

    @Override
    void plogOffset(long plogOffset) {
        step.plogOffset(plogOffset);
    }

    @Override
    void checkpoint(long checkpoint) {
        step.checkpoint(checkpoint);
    }

    @Override
    void workspace(long wsId) {
        step.workspace(names.workspace(wsId));
        hasWorkspace = true;
    }

    @Override
    void add(Group group, long wsId, int key, long number) {
        boolean keyed = group != Group.EVENT && group != Group.LAST;
        cells(group, step).add(keyed ? RecordedStep.key(names.workspace(wsId), key) : key, number);
    }

    @Override
    void field(Field field, long value) {
        step.changed(field, value);
    }

    @Override
    void whole(int pending, int batch, int last) {
        step.changed(Field.WORKSPACE, hasWorkspace ? step.workspace() : Field.NONE);
        step.whole(pending, batch, last);
    }

    private static Cells cells(Group group, RecordedStep step) {
        return switch (group) {
            case EVENT -> step.event;
            case LEFT -> step.left;
            case PENDING -> step.pending;
            case BATCH -> step.batch;
            case LAST -> step.last;
        };
    }
}
