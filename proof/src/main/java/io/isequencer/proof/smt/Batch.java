package io.isequencer.proof.smt;

import java.util.List;

/**
 * Obligations about one action that are proved from the same assumptions.
 *
 * @param name the action, and what is assumed
 * @param assumptions declarations and assertions
 * @param goals each is unsatisfiable together with the assumptions, if it is proved
 */
public record Batch(String name, String assumptions, List<Goal> goals) {
    /**
     * An obligation.
     *
     * @param action whose it is
     * @param claim the part of the invariant, or the property
     * @param denial declarations, and the assertion that it does not hold
     */
    public record Goal(String action, String claim, String denial) {
        public String name() {
            return action + "/" + claim;
        }
    }

    public Batch {
        goals = List.copyOf(goals);
    }

    /** All of it, for a solver that reads a file: for each goal, its name and then {@code unsat}. */
    public String script() {
        StringBuilder text = new StringBuilder("(set-logic ALL)\n").append(assumptions);
        for (Goal goal : goals) {
            text.append("(push 1)\n(echo \"")
                    .append(goal.name())
                    .append("\")\n")
                    .append(goal.denial())
                    .append("(check-sat)\n(pop 1)\n");
        }
        return text.toString();
    }
}
