package io.isequencer.simulation.run;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.spi.StepListener;

/**
 * Makes a capsule 1-minimal: the failure disappears if any single move is left out.
 *
 * <p>Left out are first all moves of an owner and all of a kind, then ever smaller stretches, whole transactions and
 * flushes, single moves and pairs of moves, again and again until nothing more can go. After each success the schedule is what was really done: moves that had become
 * impossible and those behind the failure are gone too.
 *
 * <ul>
 *   <li><i>Source:</i> Zeller, Hildebrandt: Simplifying and isolating failure-inducing input (2002).
 * </ul>
 */
public final class Shrinker {
    /** Pairs are tried in schedules up to this size: their number grows with its square. */
    private static final int PAIRS_UP_TO = 120;

    private final SecondJudge judge;
    private Capsule best;
    private int replays;

    public Shrinker(Capsule capsule) {
        this(capsule, SecondJudge.NONE);
    }

    /** Of what a second judge has found, or the reference model beside it. */
    public Shrinker(Capsule capsule, SecondJudge judge) {
        best = capsule;
        this.judge = judge;
    }

    /** @throws IllegalArgumentException if the capsule does not fail any more */
    public Capsule shrink() {
        if (!accept(best)) {
            throw new IllegalArgumentException("capsule must fail when replayed: property=" + best.property());
        }
        dropGroups();
        boolean smaller = true;
        while (smaller) {
            int before = best.size();
            for (int stretch = Math.max(1, best.size() / 2); stretch >= 1; stretch /= 2) {
                dropStretches(stretch);
            }
            dropUnits();
            if (best.size() <= PAIRS_UP_TO) {
                dropPairs();
            }
            smaller = best.size() < before;
        }
        dropOwners();
        return best;
    }

    /** How many replays it took. */
    public int replays() {
        return replays;
    }

    private void dropGroups() {
        for (int i = 0; i < best.options().owners(); i++) {
            int owner = i;
            accept(best.with(best.schedule().filter(move -> Move.owner(move) != owner)));
        }
        for (MoveKind kind : MoveKind.values()) {
            accept(best.with(best.schedule().filter(move -> Move.kind(move) != kind)));
        }
    }

    private void dropStretches(int stretch) {
        int from = best.size() - stretch;
        while (from >= 0) {
            accept(best.with(best.schedule().without(from, from + stretch)));
            // From the end: what comes late seldom supports what comes early.
            from = Math.min(from, best.size()) - stretch;
        }
    }

    /** A transaction or a flush is scattered among the moves of others, and goes only as a whole. */
    private void dropUnits() {
        for (int from = best.size() - 1; from >= 0; from--) {
            if (from < best.size()) {
                accept(best.with(MoveUnit.without(best.schedule(), from)));
            }
        }
    }

    private void dropPairs() {
        for (int later = best.size() - 1; later > 0; later--) {
            for (int earlier = later - 1; earlier >= 0 && later < best.size(); earlier--) {
                Schedule without = best.schedule().without(later, later + 1);
                accept(best.with(without.without(earlier, earlier + 1)));
            }
        }
    }

    /** A world with fewer owners has a shorter picture. */
    private void dropOwners() {
        while (best.options().owners() > 1
                && accept(best.with(best.options().withOwners(best.options().owners() - 1)))) {
            continue;
        }
    }

    private boolean accept(Capsule candidate) {
        replays++;
        Schedule.Recorder recorder = new Schedule.Recorder();
        RunResult result = candidate.replay(recorder, StepListener.NONE, judge);
        if (result.passed() || !isSameFailure(candidate, result.violation())) {
            return false;
        }
        Schedule done = recorder.schedule();
        best = candidate
                .with(candidate.liveness() ? done.prefix(result.movesWithFaults()) : done)
                .withFailure(result.violation());
        return true;
    }

    /** One bad state often breaks several invariants; which of them is seen first does not matter. */
    private static boolean isSameFailure(Capsule capsule, Violation violation) {
        return capsule.liveness() ? violation.property().equals(capsule.property()) : !violation.isLiveness();
    }
}
