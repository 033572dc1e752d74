package io.isequencer.proof.term;

import java.util.ArrayList;
import java.util.List;

/**
 * A function that a state gives meaning to; one without arguments is a variable.
 *
 * @param role whether steps may change it
 * @param arguments the sorts of its arguments
 */
public record Symbol(String name, Role role, List<Sort> arguments, Sort result) {
    /** What may become of a function in a step. */
    public enum Role {
        /** Part of the state. */
        STATE,
        /** Part of the state, but determined by the rest of it: it shortens what is to be said. */
        GHOST,
        /** The same in all states: a constant of the specification. */
        RIGID,
        /** What an action chooses freely, as far as its guard allows: a parameter that is a function. */
        CHOICE
    }

    public Symbol {
        arguments = List.copyOf(arguments);
    }

    public boolean changes() {
        return role == Role.STATE || role == Role.GHOST;
    }

    /** Its value for these arguments, before the step. A {@link Key} stands for two arguments. */
    public Term.Read at(Object... arguments) {
        List<Term> terms = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Key key) {
                terms.add(key.workspace());
                terms.add(key.seq());
            } else {
                terms.add((Term) argument);
            }
        }
        return new Term.Read(this, terms, false);
    }

    /** Its value for these arguments after the step. */
    public Term.Read next(Object... arguments) {
        return new Term.Read(this, at(arguments).arguments(), true);
    }
}
