package io.isequencer.proof.term;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A typed expression over a state, or over the state before a step and the one after it.
 *
 * <p>Terms are plain data with two meanings: text for a solver ({@code io.isequencer.proof.smt}), and a value in a
 * concrete state ({@code io.isequencer.proof.evaluate}).
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for an ill-typed term.
 * </ul>
 */
public sealed interface Term {
    Sort sort();

    /** A number, a truth (0 or 1) or an element of an enumeration (its ordinal). */
    record Literal(Sort sort, long value) implements Term {}

    /** A bound variable, or an action's parameter. Two of one name are different ones. */
    final class Variable implements Term {
        private final String name;
        private final Sort sort;

        public Variable(String name, Sort sort) {
            this.name = name;
            this.sort = sort;
        }

        public String name() {
            return name;
        }

        @Override
        public Sort sort() {
            return sort;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The value of a function.
     *
     * @param next after the step
     */
    record Read(Symbol function, List<Term> arguments, boolean next) implements Term {
        public Read {
            arguments = List.copyOf(arguments);
            if (arguments.size() != function.arguments().size()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "arguments must be %s: function=%s, arguments=%s",
                        function.arguments(),
                        function.name(),
                        arguments));
            }
            for (int i = 0; i < arguments.size(); i++) {
                Terms.expect(function.arguments().get(i), arguments.get(i));
            }
        }

        @Override
        public Sort sort() {
            return function.result();
        }
    }

    /** What an operator makes of its operands. */
    record Operation(Operator operator, List<Term> operands, Sort sort) implements Term {
        public Operation {
            operands = List.copyOf(operands);
        }
    }

    /** Whether the body holds for all, or for some, values of the variables. */
    record Quantified(boolean all, List<Variable> variables, Term body) implements Term {
        public Quantified {
            variables = List.copyOf(variables);
            Terms.expect(Sort.BOOL, body);
        }

        @Override
        public Sort sort() {
            return Sort.BOOL;
        }
    }

    /**
     * A quantifier's body with a hint for solvers: instances are worth a look where all of these terms occur. Of no
     * consequence for what the term says.
     */
    record Hinted(Term body, List<Term> triggers) implements Term {
        public Hinted {
            triggers = List.copyOf(triggers);
        }

        @Override
        public Sort sort() {
            return body.sort();
        }
    }

    /** For how many values of the variables the body holds. */
    record Count(List<Variable> variables, Term body) implements Term {
        public Count {
            variables = List.copyOf(variables);
            Terms.expect(Sort.BOOL, body);
        }

        @Override
        public Sort sort() {
            return Sort.INT;
        }
    }

    /** The operators. */
    enum Operator {
        NOT,
        AND,
        OR,
        IMPLIES,
        EQUAL,
        LESS,
        AT_MOST,
        PLUS,
        MINUS,
        MAX,
        CHOOSE
    }

    /** As the body of a quantifier: see {@link Hinted}. */
    default Term hinted(Term... triggers) {
        return new Hinted(this, List.of(triggers));
    }

    default Term is(Term other) {
        if (!sort().accepts(other.sort())) {
            throw new IllegalArgumentException("both sides must be of one sort: " + this + " = " + other);
        }
        return new Operation(Operator.EQUAL, List.of(this, other), Sort.BOOL);
    }

    default Term is(long value) {
        return is(Terms.number(value));
    }

    default Term isNot(Term other) {
        return is(other).not();
    }

    default Term not() {
        return Terms.not(this);
    }

    default Term and(Term... others) {
        Term[] all = Arrays.copyOf(new Term[] {this}, others.length + 1);
        System.arraycopy(others, 0, all, 1, others.length);
        return Terms.and(all);
    }

    default Term or(Term other) {
        return Terms.or(this, other);
    }

    default Term implies(Term other) {
        return Terms.truth(Operator.IMPLIES, this, other);
    }

    default Term less(Term other) {
        return Terms.comparison(Operator.LESS, this, other);
    }

    default Term atMost(Term other) {
        return Terms.comparison(Operator.AT_MOST, this, other);
    }

    default Term atLeast(Term other) {
        return other.atMost(this);
    }

    default Term atLeast(long value) {
        return Terms.number(value).atMost(this);
    }

    default Term above(Term other) {
        return other.less(this);
    }

    default Term above(long value) {
        return Terms.number(value).less(this);
    }

    default Term plus(long value) {
        return plus(Terms.number(value));
    }

    default Term plus(Term other) {
        return Terms.arithmetic(Operator.PLUS, this, other);
    }

    default Term minus(long value) {
        return minus(Terms.number(value));
    }

    default Term minus(Term other) {
        return Terms.arithmetic(Operator.MINUS, this, other);
    }

    /** The larger of the two. */
    default Term max(Term other) {
        return Terms.arithmetic(Operator.MAX, this, other);
    }

    default Term max(long value) {
        return max(Terms.number(value));
    }
}
