package io.isequencer.proof.prove;

import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.HashSet;
import java.util.Set;

/**
 * A step that breaks a part of the invariant although all parts held before it: why the part is not inductive. The state
 * before need not be one that can be reached.
 *
 * @param broken the part's name
 * @param claim what it says of the state after the step
 * @param arguments of the action
 */
public record Counterexample(Action action, String broken, Term claim, long[] arguments, State before, State after) {
    /** What it takes to see that: the symbols of the claim, of the guard, and of what becomes of those. */
    public Set<Symbol> telling() {
        Set<Symbol> symbols = symbols(claim);
        action.guard().forEach(conjunct -> symbols.addAll(symbols(conjunct)));
        Set<Symbol> claimed = symbols(claim);
        action.updates().stream()
                .filter(update -> claimed.contains(update.place().function()))
                .forEach(update -> symbols.addAll(symbols(update.value())));
        return symbols;
    }

    private static Set<Symbol> symbols(Term term) {
        Set<Symbol> symbols = new HashSet<>();
        Terms.visit(term, leaf -> {
            if (leaf instanceof Term.Read read) {
                symbols.add(read.function());
            }
        });
        return symbols;
    }

    /** The action with its arguments, as {@code FlWriteValue(o1, w1, s2)}. */
    public String step() {
        StringBuilder text = new StringBuilder(action.label()).append('(');
        for (int i = 0; i < arguments.length; i++) {
            Term.Variable parameter = action.parameters().get(i);
            text.append(i == 0 ? "" : ", ").append(StateText.value(parameter.sort(), arguments[i]));
        }
        return text.append(')').toString();
    }
}
