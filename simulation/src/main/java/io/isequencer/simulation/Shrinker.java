package io.isequencer.simulation;

import io.isequencer.spi.StepListener;

/**
 * Makes a capsule 1-minimal: the failure disappears if any single move is left out.
 *
 * <p>Left out are first all moves of an owner and all of a kind, then ever smaller stretches, then single moves, again
 * and again until nothing more can go. After each success the schedule is what was really done: moves that had become
 * impossible and those behind the failure are gone too.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one use.
 *   <li><i>Source:</i> Zeller, Hildebrandt: Simplifying and isolating failure-inducing input (2002).
 * </ul>
 */
public final class Shrinker {
    private Capsule best;
    private int replays;

    public Shrinker(Capsule capsule) {
        best = capsule;
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
        RunResult result = candidate.replay(recorder, StepListener.NONE);
        if (result.passed() || !result.violation().property().equals(candidate.property())) {
            return false;
        }
        Schedule done = recorder.schedule();
        best = candidate
                .with(candidate.liveness() ? done.prefix(result.movesWithFaults()) : done)
                .withMessage(result.violation().getMessage());
        return true;
    }
}
