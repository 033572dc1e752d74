package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Level 4: random schedules. A seed and a number give the same steps on every machine; each number has features of its
 * own, so that they do not drown each other.
 *
 * <p>Exact schedules have one owner, whose every answer is known. In loose ones there are two owners, late appends and
 * failing reads, where only the invariants can judge.
 */
public final class RandomCases {
    /** How many schedules a seed has. */
    public static final int COUNT = 40;

    private RandomCases() {}

    /** The schedules of a seed. */
    public static List<Case> cases(long seed) {
        List<Case> cases = new ArrayList<>();
        for (int index = 1; index <= COUNT; index++) {
            RandomSchedule schedule = new RandomSchedule(seed, index);
            cases.add(schedule.whole());
        }
        return cases;
    }

    /** The schedule of a seed that a case was made of, to be made smaller; empty if it is no random one. */
    public static Optional<RandomSchedule> schedule(long seed, String id) {
        for (int index = 1; index <= COUNT; index++) {
            if (RandomSchedule.id(index).equals(id)) {
                return Optional.of(new RandomSchedule(seed, index));
            }
        }
        return Optional.empty();
    }
}
