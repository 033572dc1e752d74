package io.isequencer.simulation.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The outcome of comparing explored states and steps with the relation that is proved.
 *
 * @param graph as of a comparison with the specification, in whose place the relation stands; what it violates may also
 *     be a part of the invariant
 * @param steps by action, with its variant: how many the relation allows
 * @param premises by part of the invariant and place of an implication in it: 0 if its premise never held
 */
public record RelationResult(ExploreResult graph, Map<String, Long> steps, Map<String, Long> premises) {
    /** What no explored world can show, since the explored storage does not forget. */
    private static final Set<String> BEYOND = Set.of("PowerLoss/storage");

    /** What none of these worlds has shown: actions that never happened, premises that never held; empty if none. */
    public static List<String> unseen(Collection<RelationResult> worlds) {
        Map<String, Long> times = new TreeMap<>();
        for (RelationResult world : worlds) {
            world.steps.forEach((action, count) -> times.merge("action " + action, count, Long::sum));
            world.premises.forEach((premise, count) -> times.merge("premise " + premise, count, Long::sum));
        }
        BEYOND.forEach(action -> times.remove("action " + action));
        List<String> unseen = new ArrayList<>();
        times.forEach((name, count) -> {
            if (count == 0) {
                unseen.add(name);
            }
        });
        return unseen;
    }
}
