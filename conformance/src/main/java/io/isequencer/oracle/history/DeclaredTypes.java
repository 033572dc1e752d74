package io.isequencer.oracle.history;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The declared sequences of a history, with their initial values. */
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

    /** Of the kinds that have the sequence, the initial value that is the number; otherwise the lowest, or {@link #NONE}. */
    long initialValueOfAnyKind(int seqId, long number) {
        List<Long> ofKinds = initialValues.values().stream()
                .map(seqs -> seqs.get(seqId))
                .filter(Objects::nonNull)
                .toList();
        return ofKinds.contains(number)
                ? number
                : ofKinds.stream().min(Comparator.naturalOrder()).orElse(NONE);
    }

    /** A sequence of these whose initial value is another there, in words; null if there is none. */
    String contradictedBy(DeclaredTypes later) {
        for (Map.Entry<Integer, Map<Integer, Long>> kind : initialValues.entrySet()) {
            for (Map.Entry<Integer, Long> seq : kind.getValue().entrySet()) {
                long now = later.initialValue(kind.getKey(), seq.getKey());
                if (now != NONE && now != seq.getValue()) {
                    return "wsKind=" + kind.getKey() + ", seqId=" + seq.getKey() + ", initial=" + now + ", before="
                            + seq.getValue();
                }
            }
        }
        return null;
    }
}
