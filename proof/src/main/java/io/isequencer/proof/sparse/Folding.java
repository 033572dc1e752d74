package io.isequencer.proof.sparse;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.List;

/** Shortens terms whose operands are known. */
final class Folding {
    private Folding() {}

    /** What the operator makes of these operands, as short as it can be said. */
    static Term fold(Term.Operator operator, List<Term> operands, Sort sort) {
        return switch (operator) {
            case NOT -> Terms.not(operands.get(0));
            case AND -> Terms.and(operands);
            case OR -> Terms.or(operands.toArray(new Term[0]));
            case IMPLIES -> Terms.or(Terms.not(operands.get(0)), operands.get(1));
            case CHOOSE -> choice(operands.get(0), operands.get(1), operands.get(2));
            case MAX -> larger(operands.get(0), operands.get(1));
            default -> arithmetic(operator, operands, sort);
        };
    }

    /** The same term, as short as it can be said. */
    static Term fold(Term term) {
        if (term instanceof Term.Operation operation) {
            List<Term> operands =
                    operation.operands().stream().map(Folding::fold).toList();
            return fold(operation.operator(), operands, operation.sort());
        }
        return term;
    }

    /** {@code IF x = y THEN y ELSE x} is x. */
    private static Term choice(Term condition, Term then, Term otherwise) {
        if (condition instanceof Term.Operation equality && equality.operator() == Term.Operator.EQUAL) {
            List<Term> sides = equality.operands();
            if (sides.contains(then) && sides.contains(otherwise) && !then.equals(otherwise)) {
                return otherwise;
            }
        }
        return Terms.choose(condition, then, otherwise);
    }

    /** What a place holds is at least 0, or {@link Table#put} would have refused it. */
    private static Term larger(Term left, Term right) {
        if (left == Outline.SELF && isAtMostZero(right)) {
            return left;
        }
        if (right == Outline.SELF && isAtMostZero(left)) {
            return right;
        }
        return arithmetic(Term.Operator.MAX, List.of(left, right), Sort.INT);
    }

    private static boolean isAtMostZero(Term term) {
        return term instanceof Term.Literal literal && literal.value() <= 0;
    }

    private static Term arithmetic(Term.Operator operator, List<Term> operands, Sort sort) {
        if (!(operands.get(0) instanceof Term.Literal left) || !(operands.get(1) instanceof Term.Literal right)) {
            return new Term.Operation(operator, operands, sort);
        }
        long a = left.value();
        long b = right.value();
        return switch (operator) {
            case EQUAL -> Terms.truth(a == b);
            case LESS -> Terms.truth(a < b);
            case AT_MOST -> Terms.truth(a <= b);
            case PLUS -> new Term.Literal(sort, Math.addExact(a, b));
            case MINUS -> new Term.Literal(sort, Math.subtractExact(a, b));
            default -> new Term.Literal(sort, Math.max(a, b));
        };
    }
}
