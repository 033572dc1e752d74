package io.isequencer.oracle.history;

import java.util.HashMap;
import java.util.Map;

/**
 * The declared sequences of a history, with their initial values.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class DeclaredTypes {
    /** Stands for: not declared. */
    static final long NONE = 0;

    private final Map<Integer, Map<Integer, Long>> initialValues = new HashMap<>();
    private int lastKind = -1;
    private Map<Integer, Long> lastSeqs = Map.of();

    /** Returns false if it is declared already. */
    boolean add(int wsKind, int seqId, long initialValue) {
        return initialValues.computeIfAbsent(wsKind, kind -> new HashMap<>()).putIfAbsent(seqId, initialValue) == null;
    }

    boolean isEmpty() {
        return initialValues.isEmpty();
    }

    boolean hasKind(int wsKind) {
        return initialValues.containsKey(wsKind);
    }

    /** The initial value, or {@link #NONE}. */
    long initialValue(int wsKind, int seqId) {
        if (wsKind != lastKind) {
            lastKind = wsKind;
            lastSeqs = initialValues.getOrDefault(wsKind, Map.of());
        }
        Long initialValue = lastSeqs.get(seqId);
        return initialValue == null ? NONE : initialValue;
    }
}
