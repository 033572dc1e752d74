package io.isequencer.simulation.explore;

import java.util.Map;

/**
 * A step of a path through the state graph: an action, and what it was about, in the words of a trace.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Units:</i> numbers, offsets and workspace ids are decimal text, sequence ids are ints.
 *   <li><i>Source:</i> the lines that {@code trace.TraceWriter} writes.
 * </ul>
 *
 * @param owner -1 if the step is nobody's
 * @param fields by name, in a fixed order: {@code wsId}, {@code seqId}, {@code number}, {@code plogOffset}, {@code
 *     checkpoint} as text or int; {@code numbers}, a list of maps with these and {@code explicit}; {@code late}, {@code
 *     taken} as booleans; {@code weather}
 */
public record ModelStep(String action, int owner, Map<String, Object> fields) {
    @Override
    public String toString() {
        return action + (owner < 0 ? "" : " of " + owner) + (fields.isEmpty() ? "" : " " + fields);
    }
}
