package io.isequencer.simulation.explore;

import io.isequencer.simulation.explore.state.EdgeSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Paths from the first state that together take every edge. Greedy: from where it is, a path takes the first edge that
 * none has taken, or goes the shortest way to the next state that has one; too far away, it ends, and another begins.
 *
 * <p>The same graph gives the same paths.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one use.
 *   <li><i>Units:</i> edges as {@link EdgeSet} packs them.
 * </ul>
 */
final class PathCover {
    /** How many states to look at for the next edge before a path ends. */
    private static final int NEARBY = 400;

    private final int maxSteps;
    private final long[] edges;

    /** By state: where its edges begin; the edges before {@code next} are taken. */
    private final int[] first;

    private final int[] next;
    private final BitSet taken;

    /** The way from the first state: the edge by which each was reached, and the order. */
    private final int[] wayTo;

    private final int[] order;
    private int done;

    // For the search nearby.
    private final int[] reachedBy;
    private final int[] round;
    private final int[] near;
    private int rounds;

    private long[] path;
    private int length;

    /** @param maxSteps a path is not continued beyond it; the way to its first new edge may be longer */
    PathCover(EdgeSet set, int states, int maxSteps) {
        this.maxSteps = maxSteps;
        edges = new long[set.size()];
        int[] size = {0};
        set.forEach((edge, marked) -> edges[size[0]++] = edge);
        Arrays.sort(edges);
        first = new int[states + 1];
        for (long edge : edges) {
            first[EdgeSet.from(edge) + 1]++;
        }
        for (int state = 0; state < states; state++) {
            first[state + 1] += first[state];
        }
        next = Arrays.copyOf(first, states);
        taken = new BitSet(edges.length);
        wayTo = new int[states];
        order = new int[states];
        reachedBy = new int[states];
        round = new int[states];
        near = new int[states];
        path = new long[Math.max(16, maxSteps)];
        findWays();
    }

    private void findWays() {
        Arrays.fill(wayTo, -1);
        int size = 1;
        for (int i = 0; i < size; i++) {
            for (int edge = first[order[i]]; edge < first[order[i] + 1]; edge++) {
                int to = EdgeSet.to(edges[edge]);
                if (to != 0 && wayTo[to] < 0) {
                    wayTo[to] = edge;
                    order[size] = to;
                    size++;
                }
            }
        }
        if (size != order.length) {
            throw new IllegalArgumentException("every state must be reachable: reachable=" + size);
        }
    }

    /** Gives each path, as its edges in order. */
    void forEach(Consumer<long[]> each) {
        while (begin()) {
            int state = EdgeSet.to(path[length - 1]);
            while (length < maxSteps) {
                int edge = open(state) ? next[state] : wayNearby(state);
                if (edge < 0) {
                    break;
                }
                if (open(state)) {
                    take(edge);
                }
                state = EdgeSet.to(path[length - 1]);
            }
            each.accept(Arrays.copyOf(path, length));
        }
    }

    /** The place of each of these edges in the order of all edges. */
    int[] numbersOf(long[] some) {
        int[] numbers = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            int from = EdgeSet.from(some[i]);
            numbers[i] = Arrays.binarySearch(edges, first[from], first[from + 1], some[i]);
        }
        return numbers;
    }

    /** Goes from the first state to the nearest one that has an edge to take, and takes it. */
    private boolean begin() {
        while (done < order.length && !open(order[done])) {
            done++;
        }
        if (done == order.length) {
            return false;
        }
        length = 0;
        walk(wayTo, order[done], 0);
        take(next[order[done]]);
        return true;
    }

    /** Goes to the nearest state that has an edge to take; -1 if there is none nearby. */
    private int wayNearby(int from) {
        rounds++;
        round[from] = rounds;
        near[0] = from;
        int size = 1;
        for (int looked = 0; looked < size && looked < NEARBY; looked++) {
            int state = near[looked];
            for (int edge = first[state]; edge < first[state + 1]; edge++) {
                int to = EdgeSet.to(edges[edge]);
                if (round[to] != rounds) {
                    round[to] = rounds;
                    reachedBy[to] = edge;
                    if (open(to)) {
                        walk(reachedBy, to, from);
                        return edge;
                    }
                    near[size] = to;
                    size++;
                }
            }
        }
        return -1;
    }

    private void walk(int[] by, int to, int from) {
        int steps = 0;
        for (int state = to; state != from; state = EdgeSet.from(edges[by[state]])) {
            steps++;
        }
        reserve(length + steps);
        int at = length + steps;
        for (int state = to; state != from; state = EdgeSet.from(edges[by[state]])) {
            at--;
            path[at] = edges[by[state]];
            taken.set(by[state]);
        }
        length += steps;
    }

    private void take(int edge) {
        reserve(length + 1);
        path[length] = edges[edge];
        length++;
        taken.set(edge);
    }

    private void reserve(int size) {
        if (size > path.length) {
            path = Arrays.copyOf(path, size * 2);
        }
    }

    /** Whether an edge of the state is still to be taken: the one at {@code next}. */
    private boolean open(int state) {
        while (next[state] < first[state + 1] && taken.get(next[state])) {
            next[state]++;
        }
        return next[state] < first[state + 1];
    }
}
