package io.isequencer.proof.prove;

import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Term;

/**
 * A step that breaks a part of the invariant although all parts held before it: why the part is not inductive. The state
 * before need not be one that can be reached.
 *
 * @param broken the part's name
 * @param arguments of the action
 */
public record Counterexample(Action action, String broken, long[] arguments, State before, State after) {
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
