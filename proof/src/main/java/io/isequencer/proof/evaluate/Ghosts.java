package io.isequencer.proof.evaluate;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;

/**
 * Gives the ghosts the values that the rest of a state determines. Steps keep them; whoever makes a state from
 * elsewhere, such as a dump of TLC, computes them once.
 */
public final class Ghosts {
    private final State state;
    private final Domain domain;
    private final int offsets;
    private final int numbers;

    private Ghosts(State state) {
        this.state = state;
        domain = state.domain;
        offsets = domain.size(Sort.OFFSET);
        numbers = domain.size(Sort.NUMBER);
    }

    /** Returns the state. */
    public static State complete(State state) {
        Ghosts ghosts = new Ghosts(state);
        ghosts.transactions();
        ghosts.log();
        ghosts.lateAppends();
        return state;
    }

    private void transactions() {
        for (int o = 0; o < domain.size(Variables.OWNER); o++) {
            long size = 0;
            for (int s = 0; s < domain.size(Variables.SEQ); s++) {
                int top = 0;
                for (int n = 0; n < numbers; n++) {
                    long held = state.get(Variables.TX_ISSUED, o, s, n) + state.get(Variables.TX_EXPLICIT, o, s, n);
                    size += held;
                    top = held > 0 ? n : top;
                }
                state.set(Variables.TX_TOP, top, o, s);
            }
            state.set(Variables.TX_SIZE, size, o);
        }
    }

    private void log() {
        long end = 0;
        for (int i = 0; i < offsets; i++) {
            end = state.get(Variables.TAKEN, i) != 0 ? i : end;
        }
        state.set(Variables.END, end);
        for (int w = 0; w < domain.size(Variables.WORKSPACE); w++) {
            for (int s = 0; s < domain.size(Variables.SEQ); s++) {
                events(w, s);
            }
        }
    }

    private void events(int w, int s) {
        int highest = 0;
        for (int n = 0; n < numbers; n++) {
            state.set(Variables.FIRST, 0, w, s, n);
        }
        for (int i = 0; i < offsets; i++) {
            int top = 0;
            for (int n = 0; n < numbers; n++) {
                long held = state.get(Variables.ISSUED, i, w, s, n) + state.get(Variables.EXPLICIT, i, w, s, n);
                top = held > 0 ? n : top;
                if (held > 0 && state.get(Variables.FIRST, w, s, n) == 0) {
                    state.set(Variables.FIRST, i, w, s, n);
                }
            }
            highest = Math.max(highest, top);
            state.set(Variables.TOP, top, i, w, s);
            state.set(Variables.HIGHEST, highest, i, w, s);
        }
    }

    private void lateAppends() {
        for (int a = 0; a < domain.size(Variables.APPEND); a++) {
            for (int w = 0; w < domain.size(Variables.WORKSPACE); w++) {
                for (int s = 0; s < domain.size(Variables.SEQ); s++) {
                    int top = 0;
                    for (int n = 0; n < numbers; n++) {
                        long held = state.get(Variables.LATE_ISSUED, a, w, s, n)
                                + state.get(Variables.LATE_EXPLICIT, a, w, s, n);
                        top = held > 0 ? n : top;
                    }
                    state.set(Variables.LATE_TOP, top, a, w, s);
                }
            }
        }
    }
}
