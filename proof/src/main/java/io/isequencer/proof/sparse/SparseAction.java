package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Action.Update;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An action, ready to be asked whether it is enabled, and to be taken.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ArithmeticException} for a value that does not fit into 63 bits.
 * </ul>
 */
public final class SparseAction {
    /** Collects what becomes of a function. */
    interface Write {
        void run(long[] slots);
    }

    private final SparseState state;
    private final Action action;
    private final Code[] guard;
    private final Write[] writes;
    private final int[] parameters;
    private final long[] slots;

    SparseAction(SparseState state, Action action) {
        this.state = state;
        this.action = action;
        Compiler compiler = new Compiler(state);
        parameters = action.parameters().stream().mapToInt(compiler::slot).toArray();
        guard = action.guard().stream().map(compiler::compile).toArray(Code[]::new);
        List<Write> all = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (Update update : action.updates()) {
            if (!changed.add(update.place().function().name())) {
                throw new UnboundedTermException(
                        "an action must change a function once: action=" + action.label(), update.place());
            }
            all.add(compiler.write(update));
        }
        writes = all.toArray(new Write[0]);
        slots = compiler.slots();
    }

    public Action action() {
        return action;
    }

    /** Whether a step of this action with these arguments may follow. */
    public boolean enabled(long... arguments) {
        prepare(arguments);
        for (Code conjunct : guard) {
            if (conjunct.run(slots) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The conjuncts of the guard that do not hold. */
    public List<Term> refused(long... arguments) {
        prepare(arguments);
        List<Term> refused = new ArrayList<>();
        for (int i = 0; i < guard.length; i++) {
            if (guard[i].run(slots) == 0) {
                refused.add(action.guard().get(i));
            }
        }
        return refused;
    }

    /** Takes such a step, to be kept or undone; its guard is not looked at. */
    public void take(long... arguments) {
        prepare(arguments);
        for (Write write : writes) {
            write.run(slots);
        }
        state.journal.apply();
    }

    private void prepare(long... arguments) {
        for (int i = 0; i < parameters.length; i++) {
            slots[parameters[i]] = arguments[i];
        }
    }
}
