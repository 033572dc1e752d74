package io.isequencer.simulation.render;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.SecondJudge;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.Action;
import io.isequencer.spi.StateView;

/** Judges by the relation, but tells one step of each run with another number. */
public final class ToldWrongly implements SecondJudge {
    private final RelationJudge judge = new RelationJudge();
    private final Action action;
    private final int which;
    private int seen;

    public ToldWrongly(Action action, int which) {
        this.action = action;
        this.which = which;
    }

    @Override
    public void begin(Options options) {
        seen = 0;
        judge.begin(options);
    }

    @Override
    public void onStep(Step step, StateView state) {
        boolean wrong = step.action() == action && ++seen == which;
        judge.onStep(wrong ? new Step(action, step.seqId(), step.number() + 1, step.plogOffset()) : step, state);
    }

    @Override
    public void onMove(int number, long move, World world) {
        judge.onMove(number, move, world);
    }

    @Override
    public boolean objects() {
        return judge.objects();
    }

    @Override
    public Violation objection() {
        return judge.objection();
    }

    @Override
    public long steps() {
        return judge.steps();
    }
}
