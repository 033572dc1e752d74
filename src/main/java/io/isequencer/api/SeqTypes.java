package io.isequencer.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The declared sequences: per wsKind the seqIds and their initial values. Only these are handed out.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link UnknownSequenceException} for what is not declared.
 *   <li><i>Units:</i> wsKind 0..65535, seqId 1..65535, initial value 1..2^63-1: the first number that is issued.
 * </ul>
 */
public final class SeqTypes {
    /** wsKind 1 with seqId 1 from 1 (WLog offset) and seqId 2 from 200001 (record id). */
    public static final SeqTypes DEFAULT =
            builder().add(1, 1, 1).add(1, 2, 200_001).build();

    private final Map<Integer, Kind> kinds;
    private final int maxKindSize;

    // The same, sorted, for the look-up at each start: without boxes.
    private final int[] sortedWsKinds;
    private final Kind[] sortedKinds;

    private SeqTypes(Map<Integer, TreeMap<Integer, Long>> declared) {
        Map<Integer, Kind> built = new TreeMap<>();
        int largest = 0;
        for (var entry : declared.entrySet()) {
            Kind kind = new Kind(entry.getKey(), entry.getValue());
            built.put(entry.getKey(), kind);
            largest = Math.max(largest, kind.size());
        }
        kinds = Collections.unmodifiableMap(built);
        maxKindSize = largest;
        sortedWsKinds = built.keySet().stream().mapToInt(Integer::intValue).toArray();
        sortedKinds = built.values().toArray(Kind[]::new);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** @throws UnknownSequenceException if the wsKind has no declared sequences */
    public Kind kind(int wsKind) {
        int index = Arrays.binarySearch(sortedWsKinds, wsKind);
        if (index < 0) {
            throw new UnknownSequenceException("wsKind must be declared in seqTypes: wsKind=" + wsKind);
        }
        return sortedKinds[index];
    }

    /** The declared wsKinds with their sequences, in ascending order. */
    public Map<Integer, Kind> kinds() {
        return kinds;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeqTypes that && kinds.equals(that.kinds);
    }

    @Override
    public int hashCode() {
        return kinds.hashCode();
    }

    /** As {@code wsKind 1: seqId 1 from 1, seqId 2 from 200001; wsKind 7: …}. */
    @Override
    public String toString() {
        return kinds.values().stream().map(Kind::toString).collect(Collectors.joining("; "));
    }

    /** The largest number of sequences that one wsKind has. */
    public int maxKindSize() {
        return maxKindSize;
    }

    /** The sequences of one wsKind, each with a slot: its rank by seqId. */
    public static final class Kind {
        private final int wsKind;
        private final int[] seqIds;
        private final long[] initialValues;

        private Kind(int wsKind, TreeMap<Integer, Long> declared) {
            this.wsKind = wsKind;
            seqIds = declared.keySet().stream().mapToInt(Integer::intValue).toArray();
            initialValues =
                    declared.values().stream().mapToLong(Long::longValue).toArray();
        }

        public int size() {
            return seqIds.length;
        }

        /** @throws UnknownSequenceException if the seqId is not declared for this wsKind */
        public int slot(int seqId) {
            // A linear search beats a table: kinds have few sequences, and the array sits in one cache line.
            for (int slot = 0; slot < seqIds.length; slot++) {
                if (seqIds[slot] == seqId) {
                    return slot;
                }
            }
            throw new UnknownSequenceException(
                    "seqId must be declared in seqTypes for wsKind " + wsKind + ": seqId=" + seqId);
        }

        public int seqId(int slot) {
            return seqIds[slot];
        }

        public long initialValue(int slot) {
            return initialValues[slot];
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Kind that
                    && wsKind == that.wsKind
                    && Arrays.equals(seqIds, that.seqIds)
                    && Arrays.equals(initialValues, that.initialValues);
        }

        @Override
        public int hashCode() {
            return Objects.hash(wsKind, Arrays.hashCode(seqIds), Arrays.hashCode(initialValues));
        }

        @Override
        public String toString() {
            return IntStream.range(0, size())
                    .mapToObj(slot -> "seqId " + seqIds[slot] + " from " + initialValues[slot])
                    .collect(Collectors.joining(", ", "wsKind " + wsKind + ": ", ""));
        }
    }

    /** Collects declarations. Not thread-safe. */
    public static final class Builder {
        private final Map<Integer, TreeMap<Integer, Long>> declared = new TreeMap<>();

        private Builder() {}

        /** @throws IllegalArgumentException if a value is out of range or the pair is declared already */
        public Builder add(int wsKind, int seqId, long initialValue) {
            Limits.requireWsKind(wsKind);
            Limits.requireSeqId(seqId);
            if (initialValue < 1) {
                throw new IllegalArgumentException(
                        "initialValue must be 1..9223372036854775807: initialValue=" + initialValue);
            }
            if (declared.computeIfAbsent(wsKind, k -> new TreeMap<>()).putIfAbsent(seqId, initialValue) != null) {
                throw new IllegalArgumentException(
                        "seqId must be declared once per wsKind: wsKind=" + wsKind + ", seqId=" + seqId);
            }
            return this;
        }

        /** @throws IllegalArgumentException if nothing was declared */
        public SeqTypes build() {
            if (declared.isEmpty()) {
                throw new IllegalArgumentException("seqTypes must declare a sequence: size=0");
            }
            return new SeqTypes(declared);
        }
    }
}
