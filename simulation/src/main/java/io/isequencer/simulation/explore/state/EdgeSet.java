package io.isequencer.simulation.explore.state;

import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Labelled edges, packed into a {@code long} each, with a mark.
 *
 * <ul>
 *   <li><i>Units:</i> states 0..2^28-2, labels 0..127.
 * </ul>
 */
public final class EdgeSet {
    private static final long STATES = (1L << 28) - 1;

    private long[] table = new long[1 << 12];
    private final BitSet marks = new BitSet();
    private int size;

    /** Never 0, which stands for a free place. */
    public static long pack(int from, int label, int to) {
        return (from + 1L) << 35 | (long) label << 28 | to;
    }

    public static int from(long edge) {
        return (int) (edge >>> 35) - 1;
    }

    public static int label(long edge) {
        return (int) (edge >>> 28) & 127;
    }

    public static int to(long edge) {
        return (int) (edge & STATES);
    }

    public int size() {
        return size;
    }

    /** Returns whether the edge is new. */
    public boolean add(long edge) {
        int index = slot(edge);
        if (table[index] != 0) {
            return false;
        }
        table[index] = edge;
        size++;
        if (size * 2L > table.length) {
            grow();
        }
        return true;
    }

    /** Marks the edge; returns whether it is there. No edge may be added afterwards. */
    public boolean mark(long edge) {
        int index = slot(edge);
        if (table[index] == 0) {
            return false;
        }
        marks.set(index);
        return true;
    }

    public void clearMarks() {
        marks.clear();
    }

    public void forEachUnmarked(LongConsumer action) {
        forEach((edge, marked) -> {
            if (!marked) {
                action.accept(edge);
            }
        });
    }

    public void forEach(EdgeVisitor visitor) {
        for (int i = 0; i < table.length; i++) {
            if (table[i] != 0) {
                visitor.visit(table[i], marks.get(i));
            }
        }
    }

    /** Takes edges. */
    public interface EdgeVisitor {
        void visit(long edge, boolean marked);
    }

    private int slot(long edge) {
        int mask = table.length - 1;
        long hash = edge * 0x9E3779B97F4A7C15L;
        int index = (int) (hash ^ hash >>> 32) & mask;
        while (table[index] != 0 && table[index] != edge) {
            index = (index + 1) & mask;
        }
        return index;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (long edge : old) {
            if (edge != 0) {
                table[slot(edge)] = edge;
            }
        }
    }
}
