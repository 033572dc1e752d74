package io.isequencer.proof.sparse;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a term is worth outside of a region, as its variables go over all values.
 *
 * @param rest its value there, without the variables; null if nothing is known
 * @param region the places at which it may be worth something else; null if nothing is known
 */
record Outline(Term rest, Region region) {
    /** Stands for the value that the place has already. */
    static final Term.Variable SELF = new Term.Variable("self", Sort.INT);

    private static final Term.Variable SELF_TRUTH = new Term.Variable("self", Sort.BOOL);
    private static final Outline UNKNOWN = new Outline(null, null);

    boolean isKnown() {
        return rest != null;
    }

    boolean keepsItself() {
        return rest == SELF || rest == SELF_TRUTH;
    }

    /** Draws outlines of terms over some variables. */
    static final class Maker {
        private final Set<Term.Variable> each;
        private final Term.Read self;
        private final ToLongFunction<Symbol> first;

        /**
         * For terms over these variables.
         *
         * @param self the place that is to be changed; null if there is none
         * @param first the first value of each symbol
         */
        Maker(Set<Term.Variable> each, Term.Read self, ToLongFunction<Symbol> first) {
            this.each = each;
            this.self = self;
            this.first = first;
        }

        Outline of(Term term) {
            if (term instanceof Term.Hinted hinted) {
                return of(hinted.body());
            }
            if (term.equals(self)) {
                boolean truth = term.sort().equals(Sort.BOOL);
                return new Outline(truth ? SELF_TRUTH : SELF, Region.EMPTY);
            }
            if (!mentions(term)) {
                return new Outline(term, Region.EMPTY);
            }
            if (term instanceof Term.Read read) {
                return of(read);
            }
            return term instanceof Term.Operation operation ? of(operation) : UNKNOWN;
        }

        private boolean mentions(Term term) {
            List<Term> found = new ArrayList<>();
            Terms.visit(term, leaf -> {
                if (leaf instanceof Term.Variable variable && each.contains(variable)) {
                    found.add(leaf);
                }
            });
            return !found.isEmpty();
        }

        private Outline of(Term.Read read) {
            for (Term argument : read.arguments()) {
                if (!(argument instanceof Term.Variable) && mentions(argument)) {
                    return UNKNOWN;
                }
            }
            // All integers are of one sort here, so that equal ones are equal terms.
            Sort sort = read.sort().kind() == Sort.Kind.INTEGER ? Sort.INT : read.sort();
            return new Outline(new Term.Literal(sort, first.applyAsLong(read.function())), Region.support(read));
        }

        private Outline of(Term.Operation operation) {
            List<Term> terms = operation.operands();
            List<Outline> operands = terms.stream().map(this::of).toList();
            return switch (operation.operator()) {
                case AND -> decided(operation, operands, Terms.FALSE);
                case OR -> decided(operation, operands, Terms.TRUE);
                case IMPLIES -> of((Term.Operation) anyOf(Terms.not(terms.get(0)), terms.get(1)));
                case EQUAL -> equality(operation, operands);
                case CHOOSE -> choice(operation, operands);
                default -> folded(operation, operands);
            };
        }

        private static Term anyOf(Term left, Term right) {
            return new Term.Operation(Term.Operator.OR, List.of(left, right), Sort.BOOL);
        }

        /** One operand decides alone; where none does, the others are to be known. */
        private static Outline decided(Term.Operation operation, List<Outline> operands, Term decisive) {
            Region region = null;
            for (Outline operand : operands) {
                if (operand.isKnown() && operand.rest.equals(decisive)) {
                    region = region == null ? operand.region : region.and(operand.region);
                }
            }
            return region == null ? folded(operation, operands) : new Outline(decisive, region);
        }

        private Outline equality(Term.Operation operation, List<Outline> operands) {
            for (int i = 0; i < 2; i++) {
                Term side = operation.operands().get(i);
                Term other = operation.operands().get(1 - i);
                if (side instanceof Term.Variable variable && each.contains(variable) && !mentions(other)) {
                    return new Outline(Terms.FALSE, Region.pin(variable, other));
                }
            }
            return folded(operation, operands);
        }

        private static Outline choice(Term.Operation operation, List<Outline> operands) {
            Outline condition = operands.get(0);
            Outline then = operands.get(1);
            Outline otherwise = operands.get(2);
            boolean same = then.isKnown() && otherwise.isKnown() && then.rest.equals(otherwise.rest);
            if (condition.isKnown() && condition.rest.equals(Terms.FALSE)) {
                return unless(condition.region, then, otherwise, same);
            }
            if (condition.isKnown() && condition.rest.equals(Terms.TRUE)) {
                return unless(condition.region, otherwise, then, same);
            }
            return same ? new Outline(then.rest, then.region.or(otherwise.region)) : folded(operation, operands);
        }

        /** In the region one thing, elsewhere the usual one. */
        private static Outline unless(Region region, Outline there, Outline usual, boolean same) {
            if (!usual.isKnown()) {
                return UNKNOWN;
            }
            return new Outline(usual.rest, (same ? region.and(there.region) : region).or(usual.region));
        }

        private static Outline folded(Term.Operation operation, List<Outline> operands) {
            Region region = Region.EMPTY;
            List<Term> rests = new ArrayList<>();
            for (Outline operand : operands) {
                if (!operand.isKnown()) {
                    return UNKNOWN;
                }
                region = region.or(operand.region);
                rests.add(operand.rest);
            }
            return new Outline(Folding.fold(operation.operator(), rests, operation.sort()), region);
        }
    }
}
