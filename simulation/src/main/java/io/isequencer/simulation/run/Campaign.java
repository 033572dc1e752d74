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

    /** Null if the reference model judges alone. */
    private final SecondJudge secondJudge;

    private final CoverageCounts tally = new CoverageCounts();
    private final List<RunResult> failures = new ArrayList<>();
    private final List<Long> divergent = new ArrayList<>();
    private final List<Disagreement> disagreements = new ArrayList<>();
    private long judgedSteps;
    private long seeds;
    private long steps;
    private long virtualMs;
    private long hash;

    public Campaign(int stepsPerSeed, Set<FaultKind> allowed) {
        this(stepsPerSeed, allowed, StorageKind.SIM);
    }

    /** The reference model found nothing wrong with a seed, and the second judge did. */
    public record Disagreement(long seed, String objection) {}

    /** With a real storage behind the simulated device. */
    public Campaign(int stepsPerSeed, Set<FaultKind> allowed, StorageKind storage) {
        this(stepsPerSeed, allowed, storage, null);
    }

    /** With a second judge for one of the two runs of each seed. */
    public Campaign(int stepsPerSeed, Set<FaultKind> allowed, StorageKind storage, SecondJudge secondJudge) {
        this.secondJudge = secondJudge;
        this.storage = storage;
        this.stepsPerSeed = stepsPerSeed;
        this.allowed = Set.copyOf(allowed);
    }

    /** Runs a seed twice and takes its result into account. */
    public RunResult run(long seed) {
        Options options = Options.forSeed(seed, stepsPerSeed, allowed);
        RunResult result = run(seed, options);
        RunResult again = secondJudge == null ? run(seed, options) : runJudged(seed, options);
        if (result.hash() != again.hash()) {
            divergent.add(seed);
        }
        if (!result.passed()) {
            failures.add(result);
        }
        seeds++;
        steps += result.moves();
        virtualMs += result.virtualMs();
        tally.addAll(result.tally());
        // A sum does not depend on the order in which seeds are run.
        hash += SplitMix64.mix(seed ^ SplitMix64.mix(result.hash()));
        return result;
    }

    private RunResult run(long seed, Options options) {
        return new Run(seed, options, RunObserver.NONE, StepListener.NONE, storage).execute();
    }

    private RunResult runJudged(long seed, Options options) {
        secondJudge.begin(options);
        RunResult result = new Run(seed, options, secondJudge, secondJudge, storage).execute();
        judgedSteps += secondJudge.steps();
        String objection = secondJudge.objection();
        if (result.passed() && objection != null) {
            disagreements.add(new Disagreement(seed, objection));
        }
        return result;
    }

    /** Takes over what another campaign with the same options found. */
    public void addAll(Campaign other) {
        failures.addAll(other.failures);
        failures.sort(Comparator.comparingLong(RunResult::seed));
        divergent.addAll(other.divergent);
        divergent.sort(null);
        disagreements.addAll(other.disagreements);
        disagreements.sort(Comparator.comparingLong(Disagreement::seed));
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

    /** The seeds of which the second judge holds another opinion. */
    public List<Disagreement> disagreements() {
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
