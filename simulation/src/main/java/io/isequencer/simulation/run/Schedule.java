package io.isequencer.simulation.run;

import io.isequencer.simulation.moves.MoveText;
import io.isequencer.simulation.world.World;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** The moves of a run, in order, and where the faults stopped. */
public final class Schedule {
    private final long[] moves;

    public Schedule(long... moves) {
        this.moves = moves;
    }

    /** How many moves. */
    public int size() {
        return moves.length;
    }

    long move(int index) {
        return moves[index];
    }

    /** A move in words, as {@code "0 Start 2"}. */
    public String text(int index) {
        return MoveText.format(moves[index]);
    }

    /** The first moves only. */
    public Schedule prefix(int size) {
        return new Schedule(Arrays.copyOf(moves, Math.min(size, moves.length)));
    }

    /** All but the moves {@code from} (inclusive) to {@code to} (exclusive). */
    Schedule without(int from, int to) {
        long[] rest = new long[moves.length - (to - from)];
        System.arraycopy(moves, 0, rest, 0, from);
        System.arraycopy(moves, to, rest, from, moves.length - to);
        return new Schedule(rest);
    }

    /** All but the moves at these indexes. */
    Schedule without(BitSet indexes) {
        return new Schedule(IntStream.range(0, moves.length)
                .filter(i -> !indexes.get(i))
                .mapToLong(i -> moves[i])
                .toArray());
    }

    Schedule filter(LongPredicate keep) {
        return new Schedule(Arrays.stream(moves).filter(keep).toArray());
    }

    /** Collects moves as they are made. */
    public static final class Recorder implements RunObserver {
        private long[] moves = new long[256];
        private int size;

        @Override
        public void onMove(int number, long move, World world) {
            if (size == moves.length) {
                moves = Arrays.copyOf(moves, size * 2);
            }
            moves[size] = move;
            size++;
        }

        public Schedule schedule() {
            return new Schedule(Arrays.copyOf(moves, size));
        }
    }
}
