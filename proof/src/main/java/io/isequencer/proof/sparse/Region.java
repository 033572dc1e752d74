package io.isequencer.proof.sparse;

import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of places, told by what bounds it: it holds all places at which any of its bounds could be met.
 *
 * @param bounds alternatives; without one, the region is empty
 */
record Region(List<Bound> bounds) {
    /**
     * Places at which these variables have these values, and which are in the support of these reads: their value there is
     * not the first one.
     */
    record Bound(Map<Term.Variable, Term> pins, List<Term.Read> supports) {}

    static final Region EMPTY = new Region(List.of());

    Region {
        bounds = List.copyOf(bounds);
    }

    static Region pin(Term.Variable variable, Term value) {
        return new Region(List.of(new Bound(Map.of(variable, value), List.of())));
    }

    static Region support(Term.Read read) {
        return new Region(List.of(new Bound(Map.of(), List.of(read))));
    }

    Region or(Region other) {
        List<Bound> both = new ArrayList<>(bounds);
        for (Bound bound : other.bounds) {
            if (!both.contains(bound)) {
                both.add(bound);
            }
        }
        return new Region(both);
    }

    Region and(Region other) {
        List<Bound> both = new ArrayList<>();
        for (Bound left : bounds) {
            for (Bound right : other.bounds) {
                both.add(meet(left, right));
            }
        }
        return new Region(both);
    }

    private static Bound meet(Bound left, Bound right) {
        Map<Term.Variable, Term> pins = new HashMap<>(right.pins);
        pins.putAll(left.pins);
        List<Term.Read> supports = new ArrayList<>(left.supports);
        right.supports.stream().filter(read -> !supports.contains(read)).forEach(supports::add);
        return new Bound(pins, supports);
    }
}
