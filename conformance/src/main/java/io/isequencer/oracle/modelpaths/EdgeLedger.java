package io.isequencer.oracle.modelpaths;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has become of each edge of the model's graph: the best of what the paths through it did.
 *
 * <ul>
 *   <li><i>Threading:</i> any number of threads.
 * </ul>
 */
public final class EdgeLedger {
    private static final int FIRST_SIZE = 1 << 12;

    /** By edge; null where none is known. */
    private Steering[] best = new Steering[FIRST_SIZE];

    private String[] actions = new String[FIRST_SIZE];
    private final BitSet exactly = new BitSet();

    /** A path that is not played, or whose case did not pass. */
    public synchronized void unplayed(PathPlan path) {
        for (int i = 0; i < path.length(); i++) {
            add(path, i, Steering.UNPLAYED);
        }
    }

    /** A path whose case passed. @param unmet the steps of the case at which nothing came */
    public synchronized void passed(PathPlan path, BitSet unmet) {
        boolean exact = true;
        for (int i = 0; i < path.length(); i++) {
            Steering steering = path.steering(i, unmet);
            add(path, i, steering);
            exact &= steering.happened();
            if (exact) {
                exactly.set(path.edge(i));
            }
        }
    }

    private void add(PathPlan path, int index, Steering steering) {
        int edge = path.edge(index);
        if (edge >= best.length) {
            int size = Math.max(edge + 1, best.length * 2);
            best = Arrays.copyOf(best, size);
            actions = Arrays.copyOf(actions, size);
        }
        actions[edge] = path.action(index);
        if (best[edge] == null || steering.ordinal() < best[edge].ordinal()) {
            best[edge] = steering;
        }
    }

    /** How many edges are known. */
    public synchronized long size() {
        return Arrays.stream(best).filter(known -> known != null).count();
    }

    /** How many edges it became that of. */
    public synchronized long count(Steering steering) {
        return Arrays.stream(best).filter(known -> known == steering).count();
    }

    /** How many were forced or seen behind a path of nothing else: in just the state that the edge begins in. */
    public synchronized long exactly() {
        return exactly.cardinality();
    }

    /** By action, in order: how many of its edges it became that of. */
    public synchronized Map<String, Map<Steering, Long>> byAction() {
        Map<String, Map<Steering, Long>> counts = new TreeMap<>();
        for (int edge = 0; edge < best.length; edge++) {
            if (best[edge] != null) {
                counts.computeIfAbsent(actions[edge], none -> new EnumMap<>(Steering.class))
                        .merge(best[edge], 1L, Long::sum);
            }
        }
        return counts;
    }
}
