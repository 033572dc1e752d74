package io.isequencer.proof.sparse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows by offset. Nearly all of them lie side by side and move on together, so they stand in a ring: a row's place is its
 * offset, around the ring. An offset whose place is another's stands aside.
 */
final class Offsets {
    private static final int SMALLEST = 16;

    private Row[] rows = new Row[SMALLEST];
    private long[] offsets = new long[SMALLEST];
    private int size;
    private final Map<Long, Row> aside = new HashMap<>();

    /** Returns null if there is none. */
    Row get(long offset) {
        int at = (int) offset & rows.length - 1;
        Row row = rows[at];
        if (row != null && offsets[at] == offset) {
            return row;
        }
        return aside.isEmpty() ? null : aside.get(offset);
    }

    void put(long offset, Row row) {
        if (size * 2 > rows.length) {
            grow();
        }
        int at = (int) offset & rows.length - 1;
        if (rows[at] == null && !aside.containsKey(offset)) {
            size++;
            rows[at] = row;
            offsets[at] = offset;
        } else if (rows[at] != null && offsets[at] == offset) {
            rows[at] = row;
        } else {
            aside.put(offset, row);
        }
    }

    private void grow() {
        Row[] oldRows = rows;
        long[] oldOffsets = offsets;
        Map<Long, Row> others = new HashMap<>(aside);
        rows = new Row[oldRows.length * 2];
        offsets = new long[rows.length];
        aside.clear();
        size = 0;
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != null) {
                put(oldOffsets[i], oldRows[i]);
            }
        }
        others.forEach(this::put);
    }

    /** Returns what was there, or null. */
    Row remove(long offset) {
        int at = (int) offset & rows.length - 1;
        Row row = rows[at];
        if (row != null && offsets[at] == offset) {
            rows[at] = null;
            size--;
            return row;
        }
        return aside.remove(offset);
    }

    /** All offsets that have a row, in no order. */
    long[] all() {
        long[] all = new long[size + aside.size()];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != null) {
                all[count++] = offsets[i];
            }
        }
        for (long offset : aside.keySet()) {
            all[count++] = offset;
        }
        return Arrays.copyOf(all, count);
    }
}
