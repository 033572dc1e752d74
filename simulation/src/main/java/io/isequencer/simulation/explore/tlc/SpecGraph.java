package io.isequencer.simulation.explore.tlc;

import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.ComparedGraph;
import io.isequencer.simulation.explore.state.EdgeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;

/**
 * The graph that TLC writes, compared with the core's while it is read. States that the core has keep their number;
 * those that only the specification has are numbered from there on.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} if the dump is not understood.
 * </ul>
 */
public final class SpecGraph implements DotReader.Sink, ComparedGraph {
    /** Both sides begin in it. */
    private static final int INITIAL = 0;

    private static final int ABSENT = -1;

    private final CodeGraph code;
    private final SpecState specState;
    private final int codeStates;
    private final LongIntHashMap numbers = new LongIntHashMap();

    /** Which states of the core the specification has too, by number; then all of its own. */
    private final BitSet seen = new BitSet();

    /** By state: the first one that led there, plus one, and the action. */
    private int[] parents = new int[1 << 12];

    private byte[] parentLabels = new byte[1 << 12];

    /** Edges whose target is still to come: TLC writes an edge in front of a new state. */
    private final List<long[]> early = new ArrayList<>();

    final EdgeSet onlyHere = new EdgeSet();
    int states;

    public SpecGraph(CodeGraph code) {
        this.code = code;
        specState = new SpecState(code.layout());
        codeStates = code.reached();
    }

    @Override
    public void state(long fingerprint, String text) {
        if (numbers.containsKey(fingerprint)) {
            return;
        }
        int number = code.states().add(specState.write(TlaReader.state(text)));
        if (seen.get(number)) {
            throw new IllegalArgumentException("states must differ in what is compared: state=" + text);
        }
        seen.set(number);
        numbers.put(fingerprint, number);
        states++;
        List<long[]> waiting = List.copyOf(early);
        early.clear();
        waiting.forEach(edge -> edge(edge[0], edge[1], (int) edge[2]));
    }

    @Override
    public void edge(long from, long to, String label) {
        edge(from, to, code.labels().of(label));
    }

    private void edge(long from, long to, int label) {
        int source = numbers.getIfAbsent(from, ABSENT);
        int target = numbers.getIfAbsent(to, ABSENT);
        if (target < 0 || source < 0) {
            early.add(new long[] {from, to, label});
            return;
        }
        noteParent(source, target, label);
        long edge = EdgeSet.pack(source, label, target);
        boolean known = code.edges().mark(edge);
        if (!known) {
            onlyHere.add(edge);
        }
    }

    private void noteParent(int source, int target, int label) {
        if (target >= parents.length) {
            int length = Math.max(target + 1, parents.length * 2);
            parents = Arrays.copyOf(parents, length);
            parentLabels = Arrays.copyOf(parentLabels, length);
        }
        if (parents[target] == 0 && source != target && target != INITIAL) {
            parents[target] = source + 1;
            parentLabels[target] = (byte) label;
        }
    }

    @Override
    public boolean has(int state) {
        return seen.get(state);
    }

    @Override
    public boolean codeHas(int state) {
        return state < codeStates;
    }

    @Override
    public int missing() {
        return codeStates - seen.get(0, codeStates).cardinality();
    }

    @Override
    public int additional() {
        return states - seen.get(0, codeStates).cardinality();
    }

    @Override
    public List<String> path(int state) {
        List<String> path = new ArrayList<>();
        int at = state;
        while (at < parents.length && parents[at] != 0) {
            path.add(code.labels().name(parentLabels[at]));
            at = parents[at] - 1;
        }
        Collections.reverse(path);
        return path;
    }

    @Override
    public EdgeSet onlyHere() {
        return onlyHere;
    }

    @Override
    public int states() {
        return states;
    }
}
