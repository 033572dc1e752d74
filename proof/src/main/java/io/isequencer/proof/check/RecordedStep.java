package io.isequencer.proof.check;

import io.isequencer.proof.sparse.Table;
import java.util.Arrays;

/** A step that was recorded: a line of a trace. It is filled anew for each. */
public final class RecordedStep {
    private StepKind kind;

    /** As {@link Names} counts it; meaningless where nobody takes the step. */
    private int owner;

    /** Of FlFail: what was not yet written lands later. */
    private boolean late;

    /** As {@link Names} counts it. */
    private long workspace;

    private int seqId;
    private long number;
    private long plogOffset;
    private long checkpoint;

    /** The numbers of an event: a sequence, twice, and one more if it was not issued. */
    public final Cells event = new Cells();

    /** What a write that was given up has yet to write. */
    public final Cells left = new Cells();

    /** Whether it says what was changed; otherwise nobody has looked. */
    private boolean seen;

    public final Cells pending = new Cells();
    public final Cells batch = new Cells();

    /** Of the transaction's slots: the keys are sequences. */
    public final Cells last = new Cells();

    private static final int ALL_FIELDS = (1 << Field.values().length) - 1;

    private final long[] fields = new long[Field.values().length];
    private int changed;

    /** Whether it says what there is, and not what was changed. */
    private boolean whole;

    private int pendingSize;
    private int batchSize;
    private int lastSize;

    /** As if nothing had been told. */
    public void clear(StepKind of) {
        kind = of;
        owner = 0;
        late = false;
        workspace = Names.NO_WORKSPACE;
        seqId = 0;
        number = 0;
        plogOffset = 0;
        checkpoint = 0;
        event.clear();
        left.clear();
        seen = false;
        pending.clear();
        batch.clear();
        last.clear();
        changed = 0;
        whole = false;
    }

    public StepKind kind() {
        return kind;
    }

    public int owner() {
        return owner;
    }

    public void owner(int value) {
        owner = value;
    }

    public boolean late() {
        return late;
    }

    public void late(boolean value) {
        late = value;
    }

    public long workspace() {
        return workspace;
    }

    public void workspace(long value) {
        workspace = value;
    }

    public int seqId() {
        return seqId;
    }

    public void seqId(int value) {
        seqId = value;
    }

    public long number() {
        return number;
    }

    public void number(long value) {
        number = value;
    }

    public long plogOffset() {
        return plogOffset;
    }

    public void plogOffset(long value) {
        plogOffset = value;
    }

    public long checkpoint() {
        return checkpoint;
    }

    public void checkpoint(long value) {
        checkpoint = value;
    }

    public boolean seen() {
        return seen;
    }

    public void seen(boolean value) {
        seen = value;
    }

    /** A field has this value now. */
    public void changed(Field field, long value) {
        fields[field.ordinal()] = value;
        changed |= 1 << field.ordinal();
    }

    public boolean hasChanged(Field field) {
        return (changed & 1 << field.ordinal()) != 0;
    }

    public long value(Field field) {
        return value(field.ordinal());
    }

    /** Likewise, of the field that is at this place among all. */
    long value(int field) {
        return fields[field];
    }

    /**
     * It says what there is after it, whether the step has changed it or not: all fields, how many numbers are pending, in
     * the batch and in the slots, and some of these numbers.
     */
    public void whole(int pendingNumbers, int batchNumbers, int slots) {
        if (changed != ALL_FIELDS) {
            throw new IllegalStateException("all fields must be told before: told=" + Integer.toBinaryString(changed));
        }
        seen = true;
        whole = true;
        pendingSize = pendingNumbers;
        batchSize = batchNumbers;
        lastSize = slots;
    }

    boolean isWhole() {
        return whole;
    }

    int pendingSize() {
        return pendingSize;
    }

    int batchSize() {
        return batchSize;
    }

    int lastSize() {
        return lastSize;
    }

    public void addToEvent(int seq, long value, boolean explicit) {
        event.add(ofEvent(seq, explicit), value);
    }

    /** A number's key in an event. */
    public static long ofEvent(int seq, boolean explicit) {
        return seq * 2L + (explicit ? 1 : 0);
    }

    /** A key as the cells have it. */
    public static long key(long workspace, int seq) {
        return Table.key(workspace, seq);
    }

    /** The event as a set: sorted, each number once. */
    long[][] eventNumbers() {
        long[][] numbers = new long[event.size()][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new long[] {event.key(i), event.number(i)};
        }
        return Arrays.stream(numbers)
                .sorted(Arrays::compare)
                .map(Pair::new)
                .distinct()
                .map(Pair::numbers)
                .toArray(long[][]::new);
    }

    private record Pair(long[] numbers) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair that && Arrays.equals(numbers, that.numbers);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }
    }
}
