package io.isequencer.recording;

import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.StepKind;

/** A step while it is told: its kind first, then what it is about, then what its owner shows, then how much of that there is. */
abstract class ToldStep {
    /** What the numbers of a step are; they are told in this order. */
    enum Group {
        EVENT,
        LEFT,
        PENDING,
        BATCH,
        LAST
    }

    abstract void begin(StepKind kind, int owner);

    /** If it is FlFail: what was not yet written lands later. */
    abstract void givenUp();

    abstract void seqId(int seqId);

    abstract void number(long number);

    abstract void plogOffset(long plogOffset);

    abstract void checkpoint(long checkpoint);

    abstract void workspace(long wsId);

    /** A number; of an event and of the slots the key says all, and the workspace nothing. */
    abstract void add(Group group, long wsId, int key, long number);

    abstract void field(Field field, long value);

    /** The step has told all fields; so many numbers there are. */
    abstract void whole(int pending, int batch, int last);
}
