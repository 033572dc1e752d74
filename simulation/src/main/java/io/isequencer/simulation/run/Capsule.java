package io.isequencer.simulation.run;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.StepListener;
import java.util.List;

/**
 * A failure that can be replayed forever: the moves that led to it, in words, and what was found. It holds decisions,
 * not random numbers, so it outlives changes of the generator and of the code.
 *
 * @param schedule the moves up to the violation, or, for a liveness failure, those before the faults stopped
 * @param liveness whether the part without faults belongs to it
 * @param property the broken property
 * @param message what was expected and what came
 * @param impossible numbers, from 1, of the moves that the mended core has no place for: what it does instead is right
 */
public record Capsule(
        long seed,
        Options options,
        Schedule schedule,
        boolean liveness,
        String property,
        String message,
        List<Integer> impossible) {

    /** Runs the seed of a failed run once more and keeps its moves. */
    public static Capsule of(RunResult failed) {
        return of(failed, SecondJudge.NONE);
    }

    /** The same of a run that had a second judge. */
    public static Capsule of(RunResult failed, SecondJudge judge) {
        Schedule.Recorder recorder = new Schedule.Recorder();
        RunResult again =
                new Run(failed.seed(), failed.options(), recorder, StepListener.NONE, StorageKind.SIM, judge).execute();
        Violation violation = again.violation();
        // A state that breaks a rule after the faults stopped is reached by its moves like any other.
        boolean liveness = violation.isLiveness();
        Schedule moves = recorder.schedule();
        return new Capsule(
                failed.seed(),
                failed.options(),
                liveness ? moves.prefix(again.movesWithFaults()) : moves,
                liveness,
                violation.property(),
                violation.getMessage(),
                List.of());
    }

    /** Makes the moves again. */
    public RunResult replay(RunObserver observer, StepListener listener) {
        return replay(observer, listener, SecondJudge.NONE);
    }

    /** Makes the moves again, with a second judge. */
    public RunResult replay(RunObserver observer, StepListener listener, SecondJudge judge) {
        return new Run(seed, options, observer, listener, StorageKind.SIM, judge).replay(schedule, liveness);
    }

    /**
     * Numbers, from 1, of the moves that a replay did not make and should have: what passes without them was not
     * checked.
     */
    public List<Integer> missing(RunResult replayed) {
        return replayed.passedOver().stream()
                .filter(number -> !impossible.contains(number))
                .toList();
    }

    /** Whether there is nothing to check. */
    public boolean isEmpty() {
        return size() == 0 && !liveness;
    }

    /** The same, kept for a core that was mended: what a replay passed over is impossible by right. */
    public Capsule mended(RunResult replayed) {
        return new Capsule(seed, options, schedule, liveness, property, message, replayed.passedOver());
    }

    Capsule with(Schedule moves) {
        return new Capsule(seed, options, moves, liveness, property, message, List.of());
    }

    Capsule with(Options smaller) {
        return new Capsule(seed, smaller, schedule, liveness, property, message, impossible);
    }

    Capsule withFailure(Violation violation) {
        return new Capsule(seed, options, schedule, liveness, violation.property(), violation.getMessage(), impossible);
    }

    /** How many moves it has. */
    public int size() {
        return schedule.size();
    }
}
