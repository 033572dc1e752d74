package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;

/**
 * What is done to a sequencer and what is allowed to come of it.
 *
 * @param id stable forever, as {@code L3-torn-batch-prefix-004}
 * @param rule the rule that a failure most likely breaks, as {@code R7}
 * @param title a few words
 * @param comment what goes wrong if the rule is not kept, one sentence
 */
public record Case(
        String id, Level level, String rule, String title, String comment, CaseParams params, List<Step> steps) {
    /** How the ids of paths of the model begin. */
    public static final String MODEL_PREFIX = "L3-model-";

    public Case {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(params, "params");
        steps = List.copyOf(steps);
    }

    /** The same with its first steps alone. */
    public Case upTo(int count) {
        return new Case(id, level, rule, title, comment, params, steps.subList(0, count));
    }

    /** Whether it was made for its rule. Random schedules and paths of the model go through everything. */
    @JsonIgnore
    public boolean isAboutARule() {
        return level != Level.L4 && !id.startsWith(MODEL_PREFIX);
    }
}
