package io.isequencer.cli.simulate;

import io.isequencer.simulation.moves.CoverageCounts;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.run.RunResult;
import java.util.Arrays;
import java.util.Locale;

/**
 * What all workers have done so far, for someone who watches.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; taken once per seed.
 * </ul>
 */
final class LiveCounts {
    private final CoverageCounts tally = new CoverageCounts();
    private long seeds;
    private long moves;
    private long failures;

    synchronized void add(RunResult result) {
        seeds++;
        moves += result.moves();
        failures += result.passed() ? 0 : 1;
        tally.addAll(result.tally());
    }

    synchronized long seeds() {
        return seeds;
    }

    synchronized long failures() {
        return failures;
    }

    synchronized String text(double seconds) {
        long faults = Arrays.stream(FaultKind.values()).mapToLong(tally::count).sum();
        long marks = Arrays.stream(Mark.values())
                .filter(mark -> tally.count(mark) > 0)
                .count();
        return String.format(
                Locale.ROOT,
                "%,d seeds, %.0f seeds/s, %,.0f moves/s, %,d faults, %d of %d marks, %d failed",
                seeds,
                seeds / seconds,
                2 * moves / seconds,
                faults,
                marks,
                Mark.values().length,
                failures);
    }
}
