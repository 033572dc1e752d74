package io.isequencer.laboratory;

import java.util.Map;
import java.util.Objects;

/**
 * A step of a path through the model's state graph: an action, and what it was about, in the words of a trace.
 *
 * <ul>
 *   <li><i>Units:</i> numbers, offsets and workspace ids are decimal text, sequence ids are ints.
 *   <li><i>Source:</i> the lines that {@code trace.TraceWriter} writes.
 * </ul>
 *
 * @param action as {@code tla/Sequencer.tla} names it
 * @param fields by name: {@code wsId}, {@code seqId}, {@code number}, {@code plogOffset}, {@code checkpoint} as text or
 *     int; {@code numbers}, a list of maps with these and {@code explicit}; {@code late}, {@code taken} as booleans;
 *     {@code weather}
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
