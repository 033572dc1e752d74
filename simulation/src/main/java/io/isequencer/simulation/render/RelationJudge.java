package io.isequencer.simulation.render;

import io.isequencer.laboratory.Violation;
import io.isequencer.recording.CheckedOwner;
import io.isequencer.recording.RelationCheck;
import io.isequencer.recording.RelationCheck.State;
import io.isequencer.recording.RelationCheck.Verdict;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.SecondJudge;
import io.isequencer.simulation.world.Owner;
import io.isequencer.spi.StateView;
import java.util.Arrays;

/** Judges each step of a run by the proved relation, which knows nothing of the reference model. */
public final class RelationJudge extends StepTeller implements SecondJudge {
    private final RelationCheck check;
    private final CheckedOwner[] owners = new CheckedOwner[Options.MAX_OWNERS];
    private final StateView[] states = new StateView[Options.MAX_OWNERS];

    public RelationJudge() {
        this(RelationCheck.holding());
    }

    private RelationJudge(RelationCheck check) {
        super(check, false);
        this.check = check;
    }

    /** The judge of a capsule's replays: one for what this judge has found, none for what the reference model has. */
    public static SecondJudge of(Capsule capsule) {
        return capsule.property().equals(Property.RELATION.id()) ? new RelationJudge() : SecondJudge.NONE;
    }

    @Override
    public void begin(Options options) {
        forgetRun();
        Arrays.fill(states, null);
        check.begin(options.params());
    }

    @Override
    public void onStep(Step step, StateView state) {
        int owner = 0;
        while (states[owner] != state) {
            owner++;
        }
        owners[owner].onStep(step, state);
    }

    @Override
    void opened(Owner owner) {
        owners[owner.id()] = check.open(name(owner));
        states[owner.id()] = owner.core();
    }

    @Override
    void tellCore(Owner owner, boolean givenUp) {
        check.release(givenUp);
    }

    @Override
    public boolean objects() {
        return !check.isJudging();
    }

    @Override
    public Violation objection() {
        Verdict verdict = check.verdict();
        if (verdict.state() == State.FITS) {
            return null;
        }
        // A move has no step of the relation, one or several: the numbers differ, and everything else counts moves.
        String where = objects() ? "move " + move() + ", the relation's " : "";
        return Violation.safety(Property.RELATION, where + String.join("\n", verdict.why()));
    }

    @Override
    public long steps() {
        return check.verdict().steps();
    }
}
