package io.isequencer.simulation.moves;

import io.isequencer.laboratory.SplitMix64;
import java.util.Arrays;

/** The moves that are possible now, with their weights. Reused from step to step. */
public final class MoveList {
    private final int[] weightOfKind;
    private long[] moves = new long[64];
    private int[] weights = new int[64];
    private int size;
    private int totalWeight;
    private int onlyStarter = -1;

    /** @param weightOfKind by ordinal of {@link MoveKind}; 0 switches a kind off */
    public MoveList(int[] weightOfKind) {
        this.weightOfKind = weightOfKind;
    }

    /** From now on this owner alone begins transactions. */
    public void restrictStarts(int owner) {
        onlyStarter = owner;
    }

    public void clear() {
        size = 0;
        totalWeight = 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public long move(int index) {
        return moves[index];
    }

    public int weight(int index) {
        return weights[index];
    }

    public boolean allows(MoveKind kind) {
        return weightOfKind[kind.ordinal()] > 0;
    }

    public void add(MoveKind kind, int owner) {
        add(kind, owner, 0, 0);
    }

    public void add(MoveKind kind, int owner, int a, int b) {
        int weight = weightOfKind[kind.ordinal()];
        boolean barred = kind == MoveKind.START && onlyStarter >= 0 && owner != onlyStarter;
        if (weight == 0 || barred) {
            return;
        }
        if (size == moves.length) {
            moves = Arrays.copyOf(moves, size * 2);
            weights = Arrays.copyOf(weights, size * 2);
        }
        moves[size] = Move.of(kind, owner, a, b);
        weights[size] = weight;
        totalWeight += weight;
        size++;
    }

    /**
     * The move itself, if it is possible, or the closest one: a schedule of which something was left out still has its
     * sense. Returns -1 if nothing of the kind is possible.
     */
    public long closest(long move) {
        long found = -1;
        for (int i = 0; i < size; i++) {
            if (moves[i] == move) {
                return move;
            }
            boolean sameKindAndOwner = moves[i] >>> 48 == move >>> 48;
            boolean sameSequence = moves[i] >>> 32 == move >>> 32;
            if (Move.kind(move) == MoveKind.USE) {
                // The numbers that Use offers depend on the state; a schedule brings its own.
                found = sameSequence ? move : found;
            } else if (sameKindAndOwner && found < 0) {
                found = moves[i];
            }
        }
        return found;
    }

    /** Picks by weight. */
    public long pick(SplitMix64 rng) {
        int ticket = rng.below(totalWeight);
        int index = 0;
        while (ticket >= weights[index]) {
            ticket -= weights[index];
            index++;
        }
        return moves[index];
    }
}
