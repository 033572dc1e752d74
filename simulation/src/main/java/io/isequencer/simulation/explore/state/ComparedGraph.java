package io.isequencer.simulation.explore.state;

import java.util.List;

/**
 * A graph that the core's is compared with. States that the core has keep their number; others are numbered from there
 * on. The edges that the core has are marked there.
 */
public interface ComparedGraph {
    int states();

    boolean has(int state);

    boolean codeHas(int state);

    /** How many states only the core has. */
    int missing();

    /** How many states only this graph has. */
    int additional();

    /** The actions of a shortest path to a state. */
    List<String> path(int state);

    /** The edges that only this graph has. */
    EdgeSet onlyHere();
}
