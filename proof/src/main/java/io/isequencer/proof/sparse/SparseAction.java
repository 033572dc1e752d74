package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Action;

/**
 * An action, ready to be asked whether it is enabled, and to be taken. Arguments beyond the action's parameters are of no
 * consequence.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ArithmeticException} for a value that does not fit into 63 bits.
 * </ul>
 */
public final class SparseAction {
    private final SparseState state;
    private final Action action;
    private final ActionCode code;

    SparseAction(SparseState state, Action action, ActionCode code) {
        this.state = state;
        this.action = action;
        this.code = code;
    }

    public Action action() {
        return action;
    }

    /** Takes a step of this action, to be kept or undone, if it may follow. */
    public boolean attempt(long first, long second, long third) {
        if (!code.enabled(first, second, third)) {
            return false;
        }
        take(first, second, third);
        return true;
    }

    /** Whether a step of this action with these arguments may follow. */
    public boolean enabled(long... arguments) {
        return code.enabled(argument(0, arguments), argument(1, arguments), argument(2, arguments));
    }

    /** Takes such a step, to be kept or undone; its guard is not looked at. */
    public void take(long... arguments) {
        take(argument(0, arguments), argument(1, arguments), argument(2, arguments));
    }

    private void take(long first, long second, long third) {
        code.write(state.journal, first, second, third);
    }

    private static long argument(int i, long... arguments) {
        return i < arguments.length ? arguments[i] : 0;
    }
}
