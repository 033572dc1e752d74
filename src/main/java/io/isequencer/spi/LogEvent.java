package io.isequencer.spi;

import io.isequencer.api.Limits;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * An event as an immutable value.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a value out of range.
 * </ul>
 */
public final class LogEvent implements Event {
    private final long plogOffset;
    private final int wsKind;
    private final long wsId;
    private final int[] seqIds;
    private final long[] numbers;
    private final BitSet explicit;
    private final byte[] payload;

    private LogEvent(Builder builder) {
        plogOffset = builder.plogOffset;
        wsKind = builder.wsKind;
        wsId = builder.wsId;
        seqIds = Arrays.copyOf(builder.seqIds, builder.size);
        numbers = Arrays.copyOf(builder.numbers, builder.size);
        explicit = (BitSet) builder.explicit.clone();
        payload = builder.payload;
    }

    public static Builder builder(long plogOffset, int wsKind, long wsId) {
        return new Builder(plogOffset, wsKind, wsId);
    }

    /** The event itself if it is immutable already, else a copy that outlives the scan. */
    public static LogEvent copyOf(Event event) {
        if (event instanceof LogEvent logEvent) {
            return logEvent;
        }
        Builder builder = builder(event.plogOffset(), event.wsKind(), event.wsId());
        for (int i = 0; i < event.size(); i++) {
            builder.add(event.seqId(i), event.number(i), event.explicit(i));
        }
        return builder.payload(event.payload().clone()).build();
    }

    @Override
    public long plogOffset() {
        return plogOffset;
    }

    @Override
    public int wsKind() {
        return wsKind;
    }

    @Override
    public long wsId() {
        return wsId;
    }

    @Override
    public int size() {
        return seqIds.length;
    }

    @Override
    public int seqId(int index) {
        return seqIds[index];
    }

    @Override
    public long number(int index) {
        return numbers[index];
    }

    @Override
    public boolean explicit(int index) {
        return explicit.get(Objects.checkIndex(index, seqIds.length));
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEvent that
                && plogOffset == that.plogOffset
                && wsKind == that.wsKind
                && wsId == that.wsId
                && Arrays.equals(seqIds, that.seqIds)
                && Arrays.equals(numbers, that.numbers)
                && explicit.equals(that.explicit)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(plogOffset, wsId, Arrays.hashCode(numbers));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("event ").append(plogOffset);
        text.append(" ws=").append(Long.toUnsignedString(wsId));
        for (int i = 0; i < seqIds.length; i++) {
            text.append(' ').append(seqIds[i]).append(explicit(i) ? ":!" : ":").append(numbers[i]);
        }
        return text.toString();
    }

    /** Collects an event's numbers. Not thread-safe. */
    public static final class Builder {
        private static final byte[] NO_PAYLOAD = {};

        private final long plogOffset;
        private final int wsKind;
        private final long wsId;
        private final BitSet explicit = new BitSet();
        private int[] seqIds = new int[4];
        private long[] numbers = new long[4];
        private int size;
        private byte[] payload = NO_PAYLOAD;

        private Builder(long plogOffset, int wsKind, long wsId) {
            this.plogOffset = Limits.requirePlogOffset(plogOffset);
            this.wsKind = Limits.requireWsKind(wsKind);
            this.wsId = wsId;
        }

        /** Adds a number that the sequencer issued. */
        public Builder add(int seqId, long number) {
            return add(seqId, number, false);
        }

        public Builder add(int seqId, long number, boolean isExplicit) {
            if (size == seqIds.length) {
                seqIds = Arrays.copyOf(seqIds, size * 2);
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            seqIds[size] = Limits.requireSeqId(seqId);
            numbers[size] = Limits.requireNumber(number);
            explicit.set(size, isExplicit);
            size++;
            return this;
        }

        /** Takes over the array: do not modify it afterwards. */
        public Builder payload(byte[] bytes) {
            payload = Objects.requireNonNull(bytes, "payload");
            return this;
        }

        public LogEvent build() {
            return new LogEvent(this);
        }
    }
}
