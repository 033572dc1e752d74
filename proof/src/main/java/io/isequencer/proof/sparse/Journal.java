package io.isequencer.proof.sparse;

import java.util.Arrays;

/**
 * What a step writes; it can be undone. All values are of the state before, so what is written while others are still read is
 * collected first, and then done.
 */
final class Journal {
    private static final int BEGIN = 64;

    private static final long[] NOTHING = {};

    /** The frames that are written at once, as most are, each with a copy of what was in it. */
    private long[][] saved = new long[1][];

    private long[][] copies = {NOTHING};
    private int savedSize;

    /** Of frames, too: where values go; then, what they were. */
    private long[][] frames = new long[BEGIN][];

    private int[] slots = new int[BEGIN];
    private long[] plain = new long[BEGIN];
    private int plainSize;
    /** How much of it was done: a value that is out of range ends a step half-way. */
    private int plainDone;

    /** Likewise of rows. */
    private Row[] rows = new Row[BEGIN];

    private long[] keys = new long[BEGIN];
    private long[] seconds = new long[BEGIN];
    private long[] values = new long[BEGIN];
    private int size;
    private int done;

    private final Clearings clearings = new Clearings();

    /** What gets its first value: a row, or all of a table. */
    private static final class Clearings {
        Table[] tables = new Table[BEGIN];
        long[] leaders = new long[BEGIN];
        boolean[] whole = new boolean[BEGIN];

        /** What was there: a row, a snapshot of a table, or null if there was nothing. */
        Object[] before = new Object[BEGIN];

        int size;
        int done;

        void add(Table table, long leader, boolean all) {
            if (size == whole.length) {
                tables = Arrays.copyOf(tables, size * 2);
                leaders = Arrays.copyOf(leaders, size * 2);
                whole = Arrays.copyOf(whole, size * 2);
                before = Arrays.copyOf(before, size * 2);
            }
            tables[size] = table;
            leaders[size] = leader;
            whole[size++] = all;
        }
    }

    /** Collects a plain value. Most of what a step sets holds its new value already: that is no change. */
    void plain(long[] frame, int slot, long value) {
        if (frame[slot] != value) {
            if (plainSize == plain.length) {
                growPlain();
            }
            frames[plainSize] = frame;
            slots[plainSize] = slot;
            plain[plainSize++] = value;
        }
    }

    /**
     * Before plain values are written into a frame: then nothing is read any more, and what was collected is done. Copying a
     * frame is cheaper than noting each value that is written.
     */
    void save(long[] frame) {
        if (savedSize == saved.length) {
            growSaved();
        }
        if (copies[savedSize].length < frame.length) {
            copies[savedSize] = new long[frame.length];
        }
        System.arraycopy(frame, 0, copies[savedSize], 0, frame.length);
        saved[savedSize++] = frame;
    }

    private void growSaved() {
        saved = Arrays.copyOf(saved, savedSize * 2);
        copies = Arrays.copyOf(copies, savedSize * 2);
        Arrays.fill(copies, savedSize, copies.length, NOTHING);
    }

    private void growPlain() {
        frames = Arrays.copyOf(frames, plainSize * 2);
        slots = Arrays.copyOf(slots, plainSize * 2);
        plain = Arrays.copyOf(plain, plainSize * 2);
    }

    void cell(Row row, long key, long second, long value) {
        if (size == values.length) {
            growCells();
        }
        rows[size] = row;
        keys[size] = key;
        seconds[size] = second;
        values[size++] = value;
    }

    private void growCells() {
        rows = Arrays.copyOf(rows, size * 2);
        keys = Arrays.copyOf(keys, size * 2);
        seconds = Arrays.copyOf(seconds, size * 2);
        values = Arrays.copyOf(values, size * 2);
    }

    void clearRow(Table table, long leader) {
        if (table.row(leader).size() > 0) {
            clearings.add(table, leader, false);
        }
    }

    void clearTable(Table table) {
        if (table.frames == null) {
            clearings.add(table, 0, true);
            return;
        }
        for (int place = 0; place < table.frames.places(); place++) {
            plain(table.frames.toWrite(place), table.slot, table.first);
        }
    }

    /** Does what was collected. */
    void apply() {
        for (; plainDone < plainSize; plainDone++) {
            swapPlain(plainDone);
        }
        for (; done < size; done++) {
            swapCell(done);
        }
        for (; clearings.done < clearings.size; clearings.done++) {
            clear(clearings.done);
        }
    }

    private void swapPlain(int i) {
        long before = frames[i][slots[i]];
        frames[i][slots[i]] = plain[i];
        plain[i] = before;
    }

    private void swapCell(int i) {
        values[i] = rows[i].put(keys[i], seconds[i], values[i]);
    }

    private void clear(int i) {
        Table table = clearings.tables[i];
        if (clearings.whole[i]) {
            clearings.before[i] = table.snapshot();
            table.clear();
        } else {
            clearings.before[i] = table.replace(clearings.leaders[i]);
        }
    }

    void undo() {
        for (int i = savedSize - 1; i >= 0; i--) {
            System.arraycopy(copies[i], 0, saved[i], 0, saved[i].length);
        }
        for (int i = plainDone - 1; i >= 0; i--) {
            swapPlain(i);
        }
        for (int i = done - 1; i >= 0; i--) {
            swapCell(i);
        }
        for (int i = clearings.done - 1; i >= 0; i--) {
            if (clearings.whole[i]) {
                clearings.tables[i].restore(clearings.before[i]);
            } else if (clearings.before[i] != null) {
                clearings.tables[i].place(clearings.leaders[i], (Row) clearings.before[i]);
            }
            clearings.before[i] = null;
        }
        clear();
    }

    void keep() {
        for (int i = 0; i < clearings.done; i++) {
            if (clearings.before[i] instanceof Row row) {
                clearings.tables[i].reuse(row);
            }
            clearings.before[i] = null;
        }
        clear();
    }

    private void clear() {
        savedSize = 0;
        plainSize = 0;
        plainDone = 0;
        size = 0;
        done = 0;
        clearings.size = 0;
        clearings.done = 0;
    }

    /** How many values of a row the step has changed, once it is applied. */
    int changes(Table table, long leader) {
        Row row = table.row(leader);
        int changes = 0;
        for (int i = 0; i < size; i++) {
            if (rows[i] == row && values[i] != row.get(keys[i], seconds[i])) {
                changes++;
            }
        }
        for (int i = 0; i < clearings.size; i++) {
            if (isCleared(i, table, leader)) {
                changes += ((Row) clearings.before[i]).size();
            }
        }
        return changes;
    }

    private boolean isCleared(int i, Table table, long leader) {
        return clearings.tables[i] == table && clearings.leaders[i] == leader && clearings.before[i] instanceof Row;
    }

    /** Shows each value of a row that the step has changed, once it is applied: what it was, and what it is. */
    void forEachChange(Table table, long leader, Table.ChangeVisitor visitor) {
        Row row = table.row(leader);
        for (int i = 0; i < size; i++) {
            long now = rows[i] == row ? row.get(keys[i], seconds[i]) : values[i];
            if (now != values[i]) {
                visitor.visit(keys[i], values[i], now);
            }
        }
        for (int i = 0; i < clearings.size; i++) {
            if (isCleared(i, table, leader)) {
                forEachCell((Row) clearings.before[i], (key, value) -> visitor.visit(key, value, table.first));
            }
        }
    }

    private interface RowVisitor {
        void visit(long key, long value);
    }

    private static void forEachCell(Row row, RowVisitor visitor) {
        for (int place = 0; place < row.places(); place++) {
            if (row.isAt(place)) {
                long key = row.keyAt(place);
                visitor.visit(key, row.get(key, row.secondAt(place)));
            }
        }
    }
}
