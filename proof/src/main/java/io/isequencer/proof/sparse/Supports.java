package io.isequencer.proof.sparse;

import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Term.Operator;
import java.util.List;

/** Sees which terms say of each place of a row whether its value is not the first one: such places are counted already. */
final class Supports {
    private final SparseState model;

    Supports(SparseState model) {
        this.model = model;
    }

    /** The read over whose row the term goes; null if the term says something else. */
    Term.Read ofRow(Term term, List<Term.Variable> each) {
        Term.Read read = supported(term);
        if (read == null) {
            return null;
        }
        int leading = read.arguments().size() - each.size();
        boolean row = leading == model.table(read.function()).leading
                && read.arguments().subList(leading, read.arguments().size()).equals(each);
        return row ? read : null;
    }

    /** The read whose value is said not to be the first one, which is 0; null if the term says something else. */
    private Term.Read supported(Term term) {
        if (term instanceof Term.Read read) {
            return model.table(read.function()).natural ? read : null;
        }
        if (!(term instanceof Term.Operation operation)) {
            return null;
        }
        List<Term> operands = operation.operands();
        if (operation.operator() == Operator.LESS && isZero(operands.get(0))) {
            return supported(operands.get(1));
        }
        if (operation.operator() == Operator.NOT) {
            Term inner = operands.get(0);
            if (inner instanceof Term.Operation equality && equality.operator() == Operator.EQUAL) {
                return isZero(equality.operands().get(1))
                        ? supported(equality.operands().get(0))
                        : null;
            }
            return inner instanceof Term.Operation twice && twice.operator() == Operator.NOT
                    ? supported(twice.operands().get(0))
                    : null;
        }
        return null;
    }

    private static boolean isZero(Term term) {
        return term instanceof Term.Literal literal && literal.value() == 0;
    }
}
