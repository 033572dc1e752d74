package io.isequencer.simulation.run;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.check.Checker;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.MirroredStore;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.StepListener;
import java.util.ArrayList;
import java.util.List;

/**
 * One run. First with faults, for safety: a seed picks the moves, or a schedule prescribes them, and every invariant is
 * checked after each. Then the faults stop, and the partition must recover, serve, drain and close within bounds.
 */
public final class Run {
    private final long seed;
    private final Options options;
    private final RunObserver observer;
    private final SecondJudge secondJudge;
    private final MirroredStore backing;
    private final World world;
    /** Null if the second judge alone judges. */
    private final Checker checker;

    private final StateHash hash = new StateHash();
    private SplitMix64 rng;
    private int moves;
    private int movesWithFaults = -1;
    private final List<Integer> passedOver = new ArrayList<>();
    private int replaced;

    public Run(long seed, Options options, RunObserver observer, StepListener listener) {
        this(seed, options, observer, listener, StorageKind.SIM, SecondJudge.NONE);
    }

    /** With a real storage behind the simulated device, and a judge beside the reference model. */
    Run(
            long seed,
            Options options,
            RunObserver observer,
            StepListener listener,
            StorageKind storage,
            SecondJudge secondJudge) {
        this(seed, options, observer, listener, storage, secondJudge, true);
    }

    private Run(
            long seed,
            Options options,
            RunObserver observer,
            StepListener listener,
            StorageKind storage,
            SecondJudge secondJudge,
            boolean isChecked) {
        this.seed = seed;
        this.options = options;
        this.observer = observer;
        this.secondJudge = secondJudge;
        secondJudge.begin(options);
        rng = new SplitMix64(seed);
        backing = storage.open();
        world = new World(options, both(secondJudge, listener), backing);
        checker = isChecked ? new Checker(world) : null;
    }

    /** Without the reference model: for a run that it has judged once. */
    static Run judgedOnlyBy(SecondJudge judge, long seed, Options options, StorageKind storage) {
        return new Run(seed, options, RunObserver.NONE, StepListener.NONE, storage, judge, false);
    }

    /** The core does not even make a step for a listener that is none. */
    private static StepListener both(SecondJudge judge, StepListener listener) {
        if (judge == SecondJudge.NONE) {
            return listener;
        }
        if (listener == StepListener.NONE) {
            return judge;
        }
        return (step, state) -> {
            judge.onStep(step, state);
            listener.onStep(step, state);
        };
    }

    /** Runs what the seed says, to the end or to the first violation. */
    public RunResult execute() {
        return guarded(() -> {
            MoveList possible = new MoveList(options.weights());
            for (int i = 0; i < options.steps(); i++) {
                move(possible);
            }
            checkLiveness();
            requireNoObjection();
        });
    }

    /**
     * Makes the moves of a schedule, or the closest that are possible; one that has none like it is passed over. The
     * result tells both.
     *
     * @param thenLiveness whether the part without faults follows
     */
    RunResult replay(Schedule schedule, boolean thenLiveness) {
        world.allowAllFaults();
        world.elasticTime();
        return guarded(() -> {
            MoveList possible = new MoveList(Options.evenWeights());
            for (int i = 0; i < schedule.size(); i++) {
                world.collect(possible);
                long wanted = schedule.move(i);
                long move = possible.closest(wanted);
                if (move >= 0) {
                    replaced += move == wanted ? 0 : 1;
                    apply(move);
                } else {
                    passedOver.add(i + 1);
                }
            }
            if (thenLiveness) {
                checkLiveness();
            }
        });
    }

    private void checkLiveness() {
        movesWithFaults = moves;
        // Its own numbers: they must not depend on how many moves came before, or nothing could be left out of those.
        rng = new SplitMix64(SplitMix64.mix(seed));
        new LivenessPhase(world, this).execute(rng.oneIn(2));
    }

    private RunResult guarded(Runnable phases) {
        Violation violation = null;
        try {
            phases.run();
        } catch (Violation found) {
            violation = found;
        } finally {
            if (backing != null) {
                backing.close();
            }
        }
        return new RunResult(
                seed,
                options,
                hash.value(),
                moves,
                movesWithFaults,
                List.copyOf(passedOver),
                replaced,
                world.virtualMs(),
                world.tally(),
                violation);
    }

    /** Makes one move. If nothing can happen now, time passes; if nothing can happen even then, nothing does. */
    void move(MoveList possible) {
        world.collect(possible);
        if (possible.isEmpty()) {
            world.sleep();
            world.collect(possible);
        }
        if (!possible.isEmpty()) {
            apply(possible.pick(rng));
        }
    }

    /** Makes a move and checks the outcome. */
    void apply(long move) {
        moves++;
        try {
            world.apply(move);
        } catch (Violation violation) {
            throw violation;
        } catch (RuntimeException unexpected) {
            throw Violation.safety(Property.NO_UNEXPECTED_ERROR, unexpected.toString());
        } finally {
            observer.onMove(moves, move, world);
        }
        hash.add(move, world);
        if (checker != null) {
            checker.check(move);
        }
        secondJudge.onMove(moves, move, world);
        if (secondJudge.objects()) {
            requireNoObjection();
        }
    }

    private void requireNoObjection() {
        Violation objection = secondJudge.objection();
        if (objection != null) {
            throw objection;
        }
    }
}
