package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.List;

/**
 * A truth, ready to be asked of any number of states.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link OutOfDomainException} if the world is too small for it.
 * </ul>
 */
public final class Condition {
    private final Compiler.Code code;
    private final Compiler.Frame frame;
    private final int[] slots;

    /** A closed truth. */
    public Condition(Domain domain, Term term) {
        this(domain, term, List.of());
    }

    /** @param parameters what else it speaks of */
    public Condition(Domain domain, Term term, List<Term.Variable> parameters) {
        if (!term.sort().equals(Sort.BOOL)) {
            throw new IllegalArgumentException("condition must be a truth: sort=" + term.sort());
        }
        Compiler compiler = new Compiler(domain);
        slots = parameters.stream().mapToInt(compiler::slot).toArray();
        code = compiler.compile(term);
        frame = compiler.frame();
    }

    public boolean holds(State state) {
        return holds(state, state);
    }

    /**
     * Whether it holds of a step.
     *
     * @param arguments for its parameters
     */
    public boolean holds(State before, State after, long... arguments) {
        frame.from(before);
        frame.to(after);
        for (int i = 0; i < slots.length; i++) {
            frame.slots[slots[i]] = arguments[i];
        }
        return code.run(frame) != 0;
    }
}
