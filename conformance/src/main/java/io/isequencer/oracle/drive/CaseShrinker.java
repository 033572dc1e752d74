package io.isequencer.oracle.drive;

import io.isequencer.oracle.catalogue.RandomSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes a random schedule that fails small: ever shorter stretches of its moves are left out, until none can be spared or
 * the budget is spent.
 *
 * <ul>
 *   <li><i>Source:</i> Zeller, Hildebrandt: Simplifying and isolating failure-inducing input (2002).
 * </ul>
 */
final class CaseShrinker {
    private final BooleanSupplier spent;
    private List<Integer> best;

    /** @param spent whether no further run is wanted */
    CaseShrinker(RandomSchedule schedule, BooleanSupplier spent) {
        this.spent = spent;
        best = IntStream.range(0, schedule.size()).boxed().toList();
    }

    /**
     * The moves that are left.
     *
     * @param fails whether these moves alone fail in the same way
     */
    List<Integer> shrink(Predicate<List<Integer>> fails) {
        boolean smaller = true;
        while (smaller && !spent.getAsBoolean()) {
            int before = best.size();
            for (int stretch = Math.max(1, best.size() / 2); stretch >= 1; stretch /= 2) {
                dropStretches(stretch, fails);
            }
            smaller = best.size() < before;
        }
        return best;
    }

    /** From the end: what comes late seldom supports what comes early. */
    private void dropStretches(int stretch, Predicate<List<Integer>> fails) {
        int from = best.size() - stretch;
        while (from >= 0 && !spent.getAsBoolean()) {
            List<Integer> fewer = new ArrayList<>(best.subList(0, from));
            fewer.addAll(best.subList(from + stretch, best.size()));
            if (fails.test(fewer)) {
                best = List.copyOf(fewer);
            }
            from = Math.min(from, best.size()) - stretch;
        }
    }
}
