package io.isequencer.proof.term;

import java.util.List;
import java.util.Locale;

/**
 * What a term stands for.
 *
 * <p>Offsets and numbers are integers; they have names of their own because they index functions, and a finite world
 * gives each its range. A sort without elements is uninterpreted: a proof holds for any number of them.
 *
 * @param elements the names of an enumeration's elements, in order; otherwise empty
 */
public record Sort(String name, Kind kind, List<String> elements) {
    /** How a solver, and a finite world, see a sort. */
    public enum Kind {
        TRUTH,
        INTEGER,
        ENUMERATION,
        UNINTERPRETED
    }

    public static final Sort BOOL = new Sort("Bool", Kind.TRUTH, List.of());
    public static final Sort INT = new Sort("Int", Kind.INTEGER, List.of());
    public static final Sort OFFSET = new Sort("Offset", Kind.INTEGER, List.of());
    public static final Sort NUMBER = new Sort("Number", Kind.INTEGER, List.of());

    public Sort {
        elements = List.copyOf(elements);
    }

    public static Sort uninterpreted(String name) {
        return new Sort(name, Kind.UNINTERPRETED, List.of());
    }

    public static Sort enumeration(String name, String... elements) {
        return new Sort(name, Kind.ENUMERATION, List.of(elements));
    }

    /** An element of this enumeration, as a term. */
    public Term element(String element) {
        int ordinal = elements.indexOf(element);
        if (ordinal < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "element must be one of %s: sort=%s, element=%s", elements, name, element));
        }
        return new Term.Literal(this, ordinal);
    }

    boolean accepts(Sort other) {
        return equals(other) || kind == Kind.INTEGER && other.kind == Kind.INTEGER;
    }

    @Override
    public String toString() {
        return name;
    }
}
