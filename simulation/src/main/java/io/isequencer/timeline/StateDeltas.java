package io.isequencer.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * States as what changed since the one before. A nested state is flattened to paths such as
 * {@code owner0.pending.w0/s1}; each path is named once and then known by its index.
 */
final class StateDeltas {
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private Map<String, Object> previous = Map.of();

    /** A change; a null value says that the path is gone. */
    record Change(int path, Object value) {}

    /** What changed since the last call; at first, all. */
    List<Change> next(Map<String, Object> state) {
        Map<String, Object> flat = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        flatten("", state, flat, changes);
        for (String path : previous.keySet()) {
            if (!flat.containsKey(path)) {
                changes.add(new Change(indexes.get(path), null));
            }
        }
        previous = flat;
        return changes;
    }

    /** The paths, by index. */
    List<String> paths() {
        return List.copyOf(indexes.keySet());
    }

    private void flatten(String prefix, Map<?, ?> state, Map<String, Object> flat, List<Change> changes) {
        state.forEach((name, value) -> {
            String path = prefix + name;
            if (value instanceof Map<?, ?> nested) {
                flatten(path + ".", nested, flat, changes);
                return;
            }
            flat.put(path, value);
            int index = indexes.computeIfAbsent(path, unseen -> indexes.size());
            if (!value.equals(previous.get(path))) {
                changes.add(new Change(index, value));
            }
        });
    }
}
