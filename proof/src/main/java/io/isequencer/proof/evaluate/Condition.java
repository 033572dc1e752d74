package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;

/**
 * A closed truth, ready to be asked of any number of states.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Errors:</i> {@link OutOfDomainException} if the world is too small for it.
 * </ul>
 */
public final class Condition {
    private final Compiler.Code code;
    private final Compiler.Frame frame;

    public Condition(Domain domain, Term term) {
        if (!term.sort().equals(Sort.BOOL)) {
            throw new IllegalArgumentException("condition must be a truth: sort=" + term.sort());
        }
        Compiler compiler = new Compiler(domain);
        code = compiler.compile(term);
        frame = compiler.frame();
    }

    public boolean holds(State state) {
        return holds(state, state);
    }

    /** Whether it holds of a step. */
    public boolean holds(State before, State after) {
        frame.before = before.tables;
        frame.after = after.tables;
        return code.run(frame) != 0;
    }
}
