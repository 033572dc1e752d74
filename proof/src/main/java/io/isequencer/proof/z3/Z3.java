package io.isequencer.proof.z3;

import com.microsoft.z3.Context;
import com.microsoft.z3.Native;
import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Solver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The solver z3, in this process. It is given text, as any solver is.
 *
 * <p>What bounds it is a count of its steps and no clock, and its choices are seeded: the same text gives the same
 * answer.
 */
public final class Z3 implements Solver {
    /** In z3's own unit: several times of what the hardest obligation takes. */
    public static final int STEPS = 2_000_000;

    private final int steps;

    public Z3() {
        this(STEPS);
    }

    /** @param steps the bound for one goal, in z3's own unit */
    public Z3(int steps) {
        this.steps = steps;
    }

    @Override
    public String version() {
        return Native.getFullVersion().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Answer> prove(Batch batch) {
        List<Answer> answers = new ArrayList<>();
        try (Context context = new Context()) {
            run(context, options() + batch.assumptions());
            for (Batch.Goal goal : batch.goals()) {
                answers.add(answer(run(context, "(push)\n" + goal.denial() + "(check-sat)\n(pop)\n")));
            }
        }
        return answers;
    }

    /**
     * What a batch's goals are proved from.
     *
     * @return for each goal the names of the assumptions that were used; null for one that was not proved
     */
    public List<List<String>> used(Batch batch) {
        List<List<String>> used = new ArrayList<>();
        try (Context context = new Context()) {
            run(context, "(set-option :produce-unsat-cores true)\n" + options() + batch.assumptions());
            for (Batch.Goal goal : batch.goals()) {
                String answer = run(context, "(push)\n" + goal.denial() + "(check-sat)\n");
                String core = answer(answer) == Answer.PROVED ? run(context, "(get-unsat-core)") : null;
                used.add(
                        core == null
                                ? null
                                : List.of(core.replaceAll("[()]", "").strip().split("\\s+")));
                run(context, "(pop)");
            }
        }
        return used;
    }

    private String options() {
        return "(set-option :rlimit " + steps + ")\n(set-option :smt.random_seed 0)\n";
    }

    /**
     * A model of assertions.
     *
     * @param assertions declarations and assertions
     * @param values what to ask of the model, as SMT-LIB's get-value; empty to know only whether there is one
     * @return what the solver says of the values, or null if it found no model
     */
    public String model(String assertions, String values) {
        try (Context context = new Context()) {
            String answer = run(context, options() + assertions + "(check-sat)\n");
            return answer.equals("sat") ? run(context, "(get-value (" + values + "))") : null;
        }
    }

    private static String run(Context context, String commands) {
        return Native.evalSmtlib2String(context.nCtx(), commands).strip();
    }

    private static Answer answer(String text) {
        return switch (text) {
            case "unsat" -> Answer.PROVED;
            case "sat" -> Answer.REFUTED;
            case "unknown" -> Answer.UNKNOWN;
            default -> throw new IllegalStateException("z3 must answer sat, unsat or unknown: answer=" + text);
        };
    }
}
