package io.isequencer.proof.term;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How terms are made, and made into others. */
public final class Terms {
    public static final Term TRUE = new Term.Literal(Sort.BOOL, 1);
    public static final Term FALSE = new Term.Literal(Sort.BOOL, 0);

    private Terms() {}

    public static Term number(long value) {
        return new Term.Literal(Sort.INT, value);
    }

    public static Term truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static Term not(Term term) {
        if (term.equals(TRUE) || term.equals(FALSE)) {
            return truth(term.equals(FALSE));
        }
        return truth(Term.Operator.NOT, term);
    }

    public static Term and(Term... terms) {
        return and(List.of(terms));
    }

    public static Term and(List<Term> terms) {
        return joined(Term.Operator.AND, TRUE, FALSE, terms);
    }

    public static Term or(Term... terms) {
        return joined(Term.Operator.OR, FALSE, TRUE, List.of(terms));
    }

    private static Term joined(Term.Operator operator, Term neutral, Term decisive, List<Term> terms) {
        List<Term> left = new ArrayList<>(terms);
        left.removeIf(neutral::equals);
        if (left.contains(decisive)) {
            return decisive;
        }
        return switch (left.size()) {
            case 0 -> neutral;
            case 1 -> left.get(0);
            default -> truth(operator, left.toArray(new Term[0]));
        };
    }

    /** One of two values. */
    public static Term choose(Term condition, Term then, Term otherwise) {
        expect(Sort.BOOL, condition);
        expect(then.sort(), otherwise);
        if (condition.equals(TRUE) || then.equals(otherwise)) {
            return then;
        }
        if (condition.equals(FALSE)) {
            return otherwise;
        }
        return new Term.Operation(Term.Operator.CHOOSE, List.of(condition, then, otherwise), then.sort());
    }

    public static Term forAll(Sort sort, String name, UnaryOperator<Term> body) {
        Term.Variable variable = new Term.Variable(name, sort);
        return all(List.of(variable), body.apply(variable));
    }

    public static Term exists(Sort sort, String name, UnaryOperator<Term> body) {
        Term.Variable variable = new Term.Variable(name, sort);
        return new Term.Quantified(false, List.of(variable), body.apply(variable));
    }

    public static Term forAll(Sort sort, String name, Sort other, String otherName, BiFunction<Term, Term, Term> body) {
        Term.Variable variable = new Term.Variable(name, sort);
        Term.Variable second = new Term.Variable(otherName, other);
        return all(List.of(variable, second), body.apply(variable, second));
    }

    /** For all; two quantifiers that follow each other are one. */
    public static Term all(List<Term.Variable> variables, Term body) {
        if (body instanceof Term.Quantified inner) {
            if (inner.all()) {
                List<Term.Variable> joined = new ArrayList<>(variables);
                joined.addAll(inner.variables());
                return new Term.Quantified(true, joined, inner.body());
            }
        }
        return body.equals(TRUE) ? TRUE : new Term.Quantified(true, variables, body);
    }

    static Term truth(Term.Operator operator, Term... operands) {
        for (Term operand : operands) {
            expect(Sort.BOOL, operand);
        }
        return new Term.Operation(operator, List.of(operands), Sort.BOOL);
    }

    static Term comparison(Term.Operator operator, Term left, Term right) {
        expect(Sort.INT, left);
        expect(Sort.INT, right);
        return new Term.Operation(operator, List.of(left, right), Sort.BOOL);
    }

    static Term arithmetic(Term.Operator operator, Term left, Term right) {
        expect(Sort.INT, left);
        expect(Sort.INT, right);
        return new Term.Operation(operator, List.of(left, right), Sort.INT);
    }

    static void expect(Sort sort, Term term) {
        if (!sort.accepts(term.sort())) {
            throw new IllegalArgumentException("term must be of its place's sort: sort=" + sort + ", term=" + term);
        }
    }

    /** The same term with each of these variables replaced. */
    public static Term substitute(Term term, Map<Term.Variable, Term> replacements) {
        return replacements.isEmpty() ? term : rewrite(term, leaf -> replacements.getOrDefault(leaf, leaf));
    }

    /** The same term with each variable, literal and read replaced, from the inside out. */
    public static Term rewrite(Term term, UnaryOperator<Term> change) {
        if (term instanceof Term.Read read) {
            return change.apply(new Term.Read(read.function(), rewrite(read.arguments(), change), read.next()));
        }
        if (term instanceof Term.Operation operation) {
            return rebuild(operation.operator(), rewrite(operation.operands(), change), operation.sort());
        }
        if (term instanceof Term.Quantified quantified) {
            return new Term.Quantified(quantified.all(), quantified.variables(), rewrite(quantified.body(), change));
        }
        if (term instanceof Term.Count count) {
            return new Term.Count(count.variables(), rewrite(count.body(), change));
        }
        if (term instanceof Term.Hinted hinted) {
            // What becomes of a trigger need not be one.
            return rewrite(hinted.body(), change);
        }
        return change.apply(term);
    }

    /** Shows each variable, literal and read of a term. */
    public static void visit(Term term, Consumer<Term> visitor) {
        rewrite(term, leaf -> {
            visitor.accept(leaf);
            return leaf;
        });
    }

    private static List<Term> rewrite(List<Term> terms, UnaryOperator<Term> change) {
        return terms.stream().map(term -> rewrite(term, change)).toList();
    }

    private static Term rebuild(Term.Operator operator, List<Term> operands, Sort sort) {
        return switch (operator) {
            case AND -> and(operands);
            case OR -> or(operands.toArray(new Term[0]));
            case NOT -> not(operands.get(0));
            case CHOOSE -> choose(operands.get(0), operands.get(1), operands.get(2));
            default -> new Term.Operation(operator, operands, sort);
        };
    }
}
