package io.isequencer.simulation;

import io.isequencer.spi.StepListener;

/**
 * One run: a seed picks the moves; every invariant is checked after each. First with faults, for safety; then the
 * faults stop and the partition must recover, serve, drain and close within bounds.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one use.
 *   <li><i>Units:</i> bounds are in moves.
 * </ul>
 */
public final class Run {
    private final long seed;
    private final Options options;
    private final RunObserver observer;
    private final Rng rng;
    private final World world;
    private final Checker checker;
    private final StateHash hash = new StateHash();
    private int count;

    public Run(long seed, Options options, RunObserver observer, StepListener listener) {
        this.seed = seed;
        this.options = options;
        this.observer = observer;
        rng = new Rng(seed);
        world = new World(options, listener);
        checker = new Checker(world);
    }

    /** Runs to the end or to the first violation. */
    public RunResult execute() {
        Violation violation = null;
        try {
            MoveList moves = new MoveList(options.weights());
            for (int i = 0; i < options.steps(); i++) {
                move(moves);
            }
            new LivenessPhase(world, this).execute(rng.oneIn(2));
        } catch (Violation found) {
            violation = found;
        }
        return new RunResult(seed, options, hash.value(), count, world.virtualMs(), world.faultCounts(), violation);
    }

    /** Makes one move. If nothing can happen now, time passes; if nothing can happen even then, nothing does. */
    void move(MoveList moves) {
        world.collect(moves);
        if (moves.isEmpty()) {
            world.sleep();
            world.collect(moves);
        }
        if (!moves.isEmpty()) {
            apply(moves.pick(rng));
        }
    }

    /** Makes a move and checks what came of it. */
    void apply(long move) {
        try {
            world.apply(move);
        } catch (Violation violation) {
            throw violation;
        } catch (RuntimeException unexpected) {
            throw Violation.safety("NoUnexpectedError", unexpected.toString());
        }
        count++;
        observer.onMove(count, move, world);
        hash.add(move, world);
        checker.check(move);
    }
}
