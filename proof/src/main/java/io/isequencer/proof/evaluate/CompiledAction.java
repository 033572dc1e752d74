package io.isequencer.proof.evaluate;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An action of the relation, ready to be asked whether it is enabled, and to be taken.
 *
 * <p>An action that chooses functions finds what it chose in the state before, as values of those symbols.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link OutOfDomainException} if the world is too small for it.
 * </ul>
 */
public final class CompiledAction {
    /** Takes the steps that an action allows. */
    public interface Steps {
        /** @param arguments reused: copy what is to be kept */
        void step(long[] arguments, State after);
    }

    private record Write(int place, Compiler.Loops each, Compiler.Code index, Compiler.Code value) {}

    private final Action action;
    private final int[] slots;
    private final int[] sizes;
    private final Compiler.Frame frame;
    private final List<Write> writes = new ArrayList<>();

    /** By number of parameters known: the conjuncts that can be evaluated then, and no sooner. */
    private final List<List<Compiler.Code>> conjuncts = new ArrayList<>();

    public CompiledAction(Domain domain, Action action) {
        this.action = action;
        Compiler compiler = new Compiler(domain);
        slots = action.parameters().stream().mapToInt(compiler::slot).toArray();
        sizes = action.parameters().stream()
                .mapToInt(each -> domain.size(each.sort()))
                .toArray();
        for (int i = 0; i <= slots.length; i++) {
            conjuncts.add(new ArrayList<>());
        }
        for (Term conjunct : action.guard()) {
            conjuncts.get(known(conjunct)).add(compiler.compile(conjunct));
        }
        for (Action.Update update : action.updates()) {
            writes.add(new Write(
                    domain.place(update.place().function()),
                    compiler.loops(update.each()),
                    compiler.index(update.place()),
                    compiler.compile(update.value())));
        }
        frame = compiler.frame();
    }

    public Action action() {
        return action;
    }

    /** How many of the parameters a conjunct needs, counted from the first. */
    private int known(Term conjunct) {
        Set<Term.Variable> variables = new HashSet<>();
        Terms.visit(conjunct, leaf -> {
            if (leaf instanceof Term.Variable variable) {
                variables.add(variable);
            }
        });
        int needed = 0;
        for (int i = 0; i < slots.length; i++) {
            if (variables.contains(action.parameters().get(i))) {
                needed = i + 1;
            }
        }
        return needed;
    }

    /** Whether a step of this action with these arguments may follow. */
    public boolean enabled(State before, long... arguments) {
        prepare(before, arguments);
        for (int known = 0; known <= slots.length; known++) {
            if (!holds(known)) {
                return false;
            }
        }
        return true;
    }

    /** The state after such a step; its guard is not looked at. */
    public State after(State before, long... arguments) {
        prepare(before, arguments);
        return take(before);
    }

    /** Each step of this action that may follow, as far as the world reaches. */
    public void forEach(State before, Steps steps) {
        frame.from(before);
        if (holds(0)) {
            forEach(before, new long[slots.length], 0, steps);
        }
    }

    private void forEach(State before, long[] arguments, int known, Steps steps) {
        if (known == slots.length) {
            steps.step(arguments, take(before));
            return;
        }
        for (int value = 0; value < sizes[known]; value++) {
            arguments[known] = value;
            frame.slots[slots[known]] = value;
            if (holds(known + 1)) {
                forEach(before, arguments, known + 1, steps);
            }
        }
    }

    private void prepare(State before, long... arguments) {
        frame.from(before);
        for (int i = 0; i < slots.length; i++) {
            frame.slots[slots[i]] = arguments[i];
        }
    }

    private boolean holds(int known) {
        for (Compiler.Code conjunct : conjuncts.get(known)) {
            if (conjunct.run(frame) == 0) {
                return false;
            }
        }
        return true;
    }

    private State take(State before) {
        State after = before.copy();
        for (Write write : writes) {
            long[] table = after.writable(write.place());
            for (boolean more = write.each().begin(frame);
                    more;
                    more = write.each().advance(frame)) {
                table[(int) write.index().run(frame)] = write.value().run(frame);
            }
        }
        return after;
    }
}
