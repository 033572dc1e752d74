package io.isequencer.oracle.modelpaths;

import java.util.Map;
import java.util.Objects;

/**
 * A step of a path through the model's state graph.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 *
 * @param action as {@code tla/Sequencer.tla} names it
 * @param fields as a trace has them: {@code wsId}, {@code seqId}, {@code number}, {@code plogOffset}, {@code
 *     checkpoint}, {@code numbers}
 */
public record PathStep(String action, Map<String, Object> fields) {
    public PathStep {
        Objects.requireNonNull(action, "action");
        fields = Map.copyOf(fields);
    }

    public String text(String name) {
        return (String) Objects.requireNonNull(fields.get(name), name);
    }

    public int seqId() {
        return (Integer) Objects.requireNonNull(fields.get("seqId"), "seqId");
    }
}
