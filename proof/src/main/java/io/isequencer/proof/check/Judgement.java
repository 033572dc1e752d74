package io.isequencer.proof.check;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a term is worth in a state of which not everything is known: a value, or nothing. What is decided by the part that
 * is known is decided, as in Kleene's logic.
 *
 * <p>A variable goes over the values that it is given, and no others. So whoever asks gives all values for which a term
 * under a negation or a count could be worth something else than usual.
 */
final class Judgement {
    private static final OptionalLong UNKNOWN = OptionalLong.empty();
    private static final OptionalLong TRUE = OptionalLong.of(1);
    private static final OptionalLong FALSE = OptionalLong.of(0);

    /** Knows the values of functions. */
    interface Facts {
        /** Empty if it is not known. */
        OptionalLong value(Symbol function, long[] arguments);
    }

    private final Facts facts;
    private final Map<Sort, long[]> values;
    private final Map<Term.Variable, Long> bound = new HashMap<>();

    Judgement(Facts facts, Map<Sort, long[]> values) {
        this.facts = facts;
        this.values = values;
    }

    boolean refutes(Term truth) {
        return of(truth).equals(FALSE);
    }

    OptionalLong of(Term term) {
        if (term instanceof Term.Literal literal) {
            return OptionalLong.of(literal.value());
        }
        if (term instanceof Term.Variable variable) {
            return OptionalLong.of(bound.get(variable));
        }
        if (term instanceof Term.Read read) {
            return read(read);
        }
        if (term instanceof Term.Hinted hinted) {
            return of(hinted.body());
        }
        if (term instanceof Term.Quantified quantified) {
            long decisive = quantified.all() ? 0 : 1;
            return instances(quantified.variables(), 0, quantified.body(), decisive);
        }
        if (term instanceof Term.Count count) {
            return count(count.variables(), 0, count.body());
        }
        return operation((Term.Operation) term);
    }

    private OptionalLong read(Term.Read read) {
        long[] arguments = new long[read.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            OptionalLong argument = of(read.arguments().get(i));
            if (argument.isEmpty()) {
                return UNKNOWN;
            }
            arguments[i] = argument.getAsLong();
        }
        return facts.value(read.function(), arguments);
    }

    private long[] valuesOf(Term.Variable variable) {
        long[] all = values.get(variable.sort());
        if (all == null) {
            throw new IllegalArgumentException("variable must have values to go over: sort=" + variable.sort());
        }
        return all;
    }

    /** The decisive value if one instance has it; otherwise the other one, if all are known. */
    private OptionalLong instances(List<Term.Variable> variables, int at, Term body, long decisive) {
        if (at == variables.size()) {
            return of(body);
        }
        OptionalLong result = OptionalLong.of(1 - decisive);
        for (long value : valuesOf(variables.get(at))) {
            bound.put(variables.get(at), value);
            OptionalLong instance = instances(variables, at + 1, body, decisive);
            if (instance.isEmpty()) {
                result = UNKNOWN;
            } else if (instance.getAsLong() == decisive) {
                return instance;
            }
        }
        return result;
    }

    private OptionalLong count(List<Term.Variable> variables, int at, Term body) {
        if (at == variables.size()) {
            return of(body);
        }
        long sum = 0;
        for (long value : valuesOf(variables.get(at))) {
            bound.put(variables.get(at), value);
            OptionalLong instance = count(variables, at + 1, body);
            if (instance.isEmpty()) {
                return UNKNOWN;
            }
            sum += instance.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private OptionalLong operation(Term.Operation operation) {
        List<Term> operands = operation.operands();
        return switch (operation.operator()) {
            case AND -> joined(operands, FALSE);
            case OR -> joined(operands, TRUE);
            case NOT -> not(of(operands.get(0)));
            case IMPLIES -> implication(not(of(operands.get(0))), operands.get(1));
            case CHOOSE -> choice(operands);
            default -> arithmetic(operation.operator(), of(operands.get(0)), of(operands.get(1)));
        };
    }

    private OptionalLong joined(List<Term> operands, OptionalLong decisive) {
        OptionalLong result = decisive.equals(TRUE) ? FALSE : TRUE;
        for (Term operand : operands) {
            OptionalLong value = of(operand);
            if (value.equals(decisive)) {
                return decisive;
            }
            result = value.isEmpty() ? UNKNOWN : result;
        }
        return result;
    }

    private static OptionalLong not(OptionalLong truth) {
        return truth.isEmpty() ? UNKNOWN : OptionalLong.of(1 - truth.getAsLong());
    }

    private OptionalLong implication(OptionalLong notPremise, Term conclusion) {
        if (notPremise.equals(TRUE)) {
            return TRUE;
        }
        OptionalLong concluded = of(conclusion);
        return concluded.equals(TRUE) || notPremise.equals(FALSE) ? concluded : UNKNOWN;
    }

    private OptionalLong choice(List<Term> operands) {
        OptionalLong condition = of(operands.get(0));
        if (condition.isPresent()) {
            return of(operands.get(condition.getAsLong() != 0 ? 1 : 2));
        }
        OptionalLong then = of(operands.get(1));
        return then.equals(of(operands.get(2))) ? then : UNKNOWN;
    }

    private static OptionalLong arithmetic(Term.Operator operator, OptionalLong left, OptionalLong right) {
        if (left.isEmpty() || right.isEmpty()) {
            return UNKNOWN;
        }
        long a = left.getAsLong();
        long b = right.getAsLong();
        return switch (operator) {
            case EQUAL -> truth(a == b);
            case LESS -> truth(a < b);
            case AT_MOST -> truth(a <= b);
            case PLUS -> sum(a, b);
            case MINUS -> b == Long.MIN_VALUE ? UNKNOWN : sum(a, -b);
            case MAX -> OptionalLong.of(Math.max(a, b));
            default -> throw new IllegalStateException("operator must be one of numbers: operator=" + operator);
        };
    }

    /** Nothing is known of what does not fit into 64 bits. */
    private static OptionalLong sum(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? UNKNOWN : OptionalLong.of(sum);
    }

    private static OptionalLong truth(boolean holds) {
        return holds ? TRUE : FALSE;
    }
}
