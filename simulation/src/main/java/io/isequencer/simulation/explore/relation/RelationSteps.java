package io.isequencer.simulation.explore.relation;

import io.isequencer.proof.evaluate.CompiledAction;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.term.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All steps that a relation allows from a state, within its world, and how often each action was taken.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a step that leaves the world.
 * </ul>
 */
final class RelationSteps {
    /** Takes steps. */
    interface Taker {
        void step(State after);
    }

    private final Abstraction abstraction;
    private final CompiledAction init;
    private final List<CompiledAction> actions = new ArrayList<>();
    private final long[] taken;

    RelationSteps(Abstraction abstraction, Relation relation) {
        this.abstraction = abstraction;
        init = new CompiledAction(abstraction.domain(), relation.init());
        relation.actions().forEach(action -> actions.add(new CompiledAction(abstraction.domain(), action)));
        taken = new long[actions.size()];
    }

    State initial() {
        return init.after(abstraction.blank());
    }

    int actions() {
        return actions.size();
    }

    /** The action's name in the specification. */
    String name(int action) {
        return actions.get(action).action().name();
    }

    /** Its name and variant. */
    String label(int action) {
        return actions.get(action).action().label();
    }

    void forEach(int action, State before, Taker taker) {
        choose(action, before, 0, 0, taker);
    }

    /** Gives what the action chooses each value there is, from a value of one of its functions on. */
    private void choose(int action, State before, int function, int index, Taker taker) {
        List<Symbol> choices = actions.get(action).action().choices();
        if (function == choices.size()) {
            actions.get(action).forEach(before, (arguments, after) -> {
                taken[action]++;
                taker.step(after);
            });
        } else if (index == before.table(choices.get(function)).length) {
            choose(action, before, function + 1, 0, taker);
        } else {
            int values = abstraction.domain().size(choices.get(function).result());
            for (int value = 0; value < values; value++) {
                State chosen = before.copy();
                chosen.writable(choices.get(function))[index] = value;
                choose(action, chosen, function, index + 1, taker);
            }
        }
    }

    /** By action, with its variant: how often it was taken. */
    Map<String, Long> taken() {
        Map<String, Long> named = new TreeMap<>();
        for (int i = 0; i < taken.length; i++) {
            named.merge(label(i), taken[i], Long::sum);
        }
        return named;
    }
}
