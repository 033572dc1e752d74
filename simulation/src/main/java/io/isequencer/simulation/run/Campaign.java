package io.isequencer.simulation.run;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.simulation.moves.CoverageCounts;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.StepListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Many seeds, each run twice and compared. */
public final class Campaign {
    private final StorageKind storage;
    private final int stepsPerSeed;
    private final Set<FaultKind> allowed;

    private final SecondJudge secondJudge;
    private final CoverageCounts tally = new CoverageCounts();
    private final List<RunResult> failures = new ArrayList<>();
    private final List<Long> divergent = new ArrayList<>();
    private final List<RunResult> disagreements = new ArrayList<>();
    private long judgedSteps;
    private long seeds;
    private long steps;
    private long virtualMs;
    private long hash;

    public Campaign(int stepsPerSeed, Set<FaultKind> allowed) {
        this(stepsPerSeed, allowed, StorageKind.SIM);
    }

    /** With a real storage behind the simulated device. */
    public Campaign(int stepsPerSeed, Set<FaultKind> allowed, StorageKind storage) {
        this(stepsPerSeed, allowed, storage, SecondJudge.NONE);
    }

    /**
     * With a second judge: of the two runs of a seed the reference model judges one, and it the other. They are equal, or the
     * seed is divergent, so the model would say the same of both.
     */
    public Campaign(int stepsPerSeed, Set<FaultKind> allowed, StorageKind storage, SecondJudge secondJudge) {
        this.secondJudge = secondJudge;
        this.storage = storage;
        this.stepsPerSeed = stepsPerSeed;
        this.allowed = Set.copyOf(allowed);
    }

    /** Runs a seed twice and takes its result into account. */
    public RunResult run(long seed) {
        Options options = Options.forSeed(seed, stepsPerSeed, allowed);
        RunResult result = checked(seed, options);
        boolean judged = result.passed() && secondJudge != SecondJudge.NONE;
        RunResult again =
                judged ? Run.judgedOnlyBy(secondJudge, seed, options, storage).execute() : checked(seed, options);
        judgedSteps += judged ? secondJudge.steps() : 0;
        // An objection ends the second run early.
        boolean objected = judged && secondJudge.objection() != null;
        if (!objected && result.hash() != again.hash()) {
            divergent.add(seed);
        }
        if (!result.passed()) {
            failures.add(result);
        } else if (objected) {
            disagreements.add(again);
        }
        seeds++;
        steps += result.moves();
        virtualMs += result.virtualMs();
        tally.addAll(result.tally());
        // A sum does not depend on the order in which seeds are run.
        hash += SplitMix64.mix(seed ^ SplitMix64.mix(result.hash()));
        return result;
    }

    private RunResult checked(long seed, Options options) {
        return new Run(seed, options, RunObserver.NONE, StepListener.NONE, storage, SecondJudge.NONE).execute();
    }

    /** Takes over what another campaign with the same options found. */
    public void addAll(Campaign other) {
        failures.addAll(other.failures);
        failures.sort(Comparator.comparingLong(RunResult::seed));
        divergent.addAll(other.divergent);
        divergent.sort(null);
        disagreements.addAll(other.disagreements);
        disagreements.sort(Comparator.comparingLong(RunResult::seed));
        judgedSteps += other.judgedSteps;
        seeds += other.seeds;
        steps += other.steps;
        virtualMs += other.virtualMs;
        tally.addAll(other.tally);
        hash += other.hash;
    }

    /** The allowed faults that never took effect: whatever was checked, it was not checked against these. */
    public List<FaultKind> unreachedFaults() {
        return allowed.stream()
                .filter(fault -> tally.count(fault) == 0)
                .sorted()
                .toList();
    }

    public List<RunResult> failures() {
        return List.copyOf(failures);
    }

    /** The seeds whose two runs differed. */
    public List<Long> divergent() {
        return List.copyOf(divergent);
    }

    /** The runs that the second judge objects to, of seeds with which the reference model found nothing wrong. */
    public List<RunResult> disagreements() {
        return List.copyOf(disagreements);
    }

    /** How many steps the second judge found right. */
    public long judgedSteps() {
        return judgedSteps;
    }

    /** The marks that no run reached. */
    public List<Mark> unreachedMarks() {
        return Arrays.stream(Mark.values())
                .filter(mark -> tally.count(mark) == 0)
                .toList();
    }

    public CoverageCounts tally() {
        return tally;
    }

    public long seeds() {
        return seeds;
    }

    public long steps() {
        return steps;
    }

    public long virtualMs() {
        return virtualMs;
    }

    /** One number for all runs: equal on every machine, JDK and order of the seeds. */
    public long hash() {
        return hash;
    }
}
