package io.isequencer.proof.sparse;

import java.util.Arrays;

/**
 * What a step writes. It is collected first, as all values are of the state before, then done; and it can be undone.
 */
final class Journal {
    private static final int BEGIN = 64;

    /** Of tables of few values; most writes are of these. */
    private final Cells plain = new Cells();

    private final Cells cells = new Cells();
    private long[] leaders = new long[BEGIN];
    private long[] seconds = new long[BEGIN];

    private final Clearings clearings = new Clearings();

    /** Where values go; behind {@code done}, those to be written, before it, those that were there. */
    private static final class Cells {
        Table[] tables = new Table[BEGIN];
        long[] keys = new long[BEGIN];
        long[] values = new long[BEGIN];
        int size;
        /** How much of it was done: a value that is out of range ends a step half-way. */
        int done;

        void add(Table table, long key, long value) {
            if (size == keys.length) {
                tables = Arrays.copyOf(tables, size * 2);
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            tables[size] = table;
            keys[size] = key;
            values[size++] = value;
        }

        void clear() {
            size = 0;
            done = 0;
        }
    }

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

    /** Most of what a step sets holds its new value already: that is no change. */
    void plain(Table table, long key, long value) {
        if (table.plain(key) != value) {
            plain.add(table, key, value);
        }
    }

    void cell(Table table, long leader, long key, long second, long value) {
        int at = cells.size;
        if (at == leaders.length) {
            leaders = Arrays.copyOf(leaders, at * 2);
            seconds = Arrays.copyOf(seconds, at * 2);
        }
        leaders[at] = leader;
        seconds[at] = second;
        cells.add(table, key, value);
    }

    void clearRow(Table table, long leader) {
        if (table.row(leader).size() > 0) {
            clearings.add(table, leader, false);
        }
    }

    void clearTable(Table table) {
        clearings.add(table, 0, true);
    }

    /** Does what was collected. */
    void apply() {
        for (; plain.done < plain.size; plain.done++) {
            swapPlain(plain.done);
        }
        for (; cells.done < cells.size; cells.done++) {
            swapCell(cells.done);
        }
        for (; clearings.done < clearings.size; clearings.done++) {
            clear(clearings.done);
        }
    }

    private void swapPlain(int i) {
        plain.values[i] = plain.tables[i].putPlain(plain.keys[i], plain.values[i]);
    }

    private void swapCell(int i) {
        cells.values[i] = cells.tables[i].put(leaders[i], cells.keys[i], seconds[i], cells.values[i]);
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
        for (int i = plain.done - 1; i >= 0; i--) {
            swapPlain(i);
        }
        for (int i = cells.done - 1; i >= 0; i--) {
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
        plain.clear();
        cells.clear();
        clearings.size = 0;
        clearings.done = 0;
    }

    /** How many values of a row the step has changed, once it is applied. */
    int changes(Table table, long leader) {
        int changes = 0;
        for (int i = 0; i < cells.size; i++) {
            if (cells.tables[i] == table && leaders[i] == leader && cells.values[i] != now(i)) {
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

    private long now(int i) {
        return cells.tables[i].get(leaders[i], cells.keys[i], seconds[i]);
    }

    private boolean isCleared(int i, Table table, long leader) {
        return clearings.tables[i] == table && clearings.leaders[i] == leader && clearings.before[i] instanceof Row;
    }

    /** Shows each value of a row that the step has changed, once it is applied: what it was, and what it is. */
    void forEachChange(Table table, long leader, Table.ChangeVisitor visitor) {
        for (int i = 0; i < cells.size; i++) {
            if (cells.tables[i] == table && leaders[i] == leader && cells.values[i] != now(i)) {
                visitor.visit(cells.keys[i], cells.values[i], now(i));
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
