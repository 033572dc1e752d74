package io.isequencer.proof.invariant;

import io.isequencer.proof.term.Term;
import java.util.Set;

/**
 * A property that follows from the invariant.
 *
 * @param name as in {@code tla/Properties.tla}
 * @param groups the parts that it follows from
 */
public record Property(String name, String sentence, Set<Part.Group> groups, Term term) {
    public Property {
        groups = Set.copyOf(groups);
    }
}
