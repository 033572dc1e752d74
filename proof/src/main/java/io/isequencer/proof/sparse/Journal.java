package io.isequencer.proof.sparse;

import java.util.Arrays;

/**
 * What a step writes. It is collected first, as all values are of the state before, then done; and it can be undone.
 */
final class Journal {
    private static final int BEGIN = 64;

    private Table[] tables = new Table[BEGIN];
    private long[] leaders = new long[BEGIN];
    private long[] keys = new long[BEGIN];
    private long[] seconds = new long[BEGIN];
    /** The value to be written; then, the value of before. */
    private long[] values = new long[BEGIN];

    /** What was cleared: a row, a snapshot of a table, or null if there was nothing. */
    private Object[] cleared = new Object[BEGIN];

    private Kind[] kinds = new Kind[BEGIN];
    private int size;
    /** How much of it was done: a value that is out of range ends a step half-way. */
    private int done;

    private enum Kind {
        CELL,
        ROW,
        TABLE
    }

    void cell(Table table, long leader, long key, long second, long value) {
        int at = add(Kind.CELL, table, leader);
        keys[at] = key;
        seconds[at] = second;
        values[at] = value;
    }

    void clearRow(Table table, long leader) {
        if (table.row(leader).size() > 0) {
            add(Kind.ROW, table, leader);
        }
    }

    void clearTable(Table table) {
        add(Kind.TABLE, table, 0);
    }

    private int add(Kind kind, Table table, long leader) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        tables[size] = table;
        leaders[size] = leader;
        return size++;
    }

    private void grow() {
        int length = size * 2;
        tables = Arrays.copyOf(tables, length);
        leaders = Arrays.copyOf(leaders, length);
        keys = Arrays.copyOf(keys, length);
        seconds = Arrays.copyOf(seconds, length);
        values = Arrays.copyOf(values, length);
        cleared = Arrays.copyOf(cleared, length);
        kinds = Arrays.copyOf(kinds, length);
    }

    /** Does what was collected. */
    void apply() {
        for (int i = 0; i < size; i++) {
            Table table = tables[i];
            switch (kinds[i]) {
                case CELL -> values[i] = table.put(leaders[i], keys[i], seconds[i], values[i]);
                case ROW -> cleared[i] = table.replace(leaders[i]);
                case TABLE -> {
                    cleared[i] = table.snapshot();
                    table.clear();
                }
            }
            done++;
        }
    }

    void undo() {
        for (int i = done - 1; i >= 0; i--) {
            switch (kinds[i]) {
                case CELL -> tables[i].put(leaders[i], keys[i], seconds[i], values[i]);
                case ROW -> {
                    if (cleared[i] != null) {
                        tables[i].place(leaders[i], (Row) cleared[i]);
                    }
                }
                case TABLE -> tables[i].restore(cleared[i]);
            }
            cleared[i] = null;
        }
        size = 0;
        done = 0;
    }

    void keep() {
        for (int i = 0; i < size; i++) {
            if (kinds[i] == Kind.ROW && cleared[i] != null) {
                tables[i].reuse((Row) cleared[i]);
            }
            cleared[i] = null;
        }
        size = 0;
        done = 0;
    }

    /** How many values of a row the step has changed, once it is applied. */
    int changes(Table table, long leader) {
        int changes = 0;
        for (int i = 0; i < size; i++) {
            if (tables[i] == table && leaders[i] == leader) {
                if (kinds[i] == Kind.ROW) {
                    changes += cleared[i] == null ? 0 : ((Row) cleared[i]).size();
                } else if (values[i] != table.get(leader, keys[i], seconds[i])) {
                    changes++;
                }
            }
        }
        return changes;
    }

    /** Shows each value of a row that the step has changed, once it is applied: what it was, and what it is. */
    void forEachChange(Table table, long leader, Table.ChangeVisitor visitor) {
        for (int i = 0; i < size; i++) {
            if (tables[i] == table && leaders[i] == leader) {
                if (kinds[i] == Kind.ROW) {
                    forEachCleared(i, visitor);
                } else if (values[i] != table.get(leader, keys[i], seconds[i])) {
                    visitor.visit(keys[i], values[i], table.get(leader, keys[i], seconds[i]));
                }
            }
        }
    }

    private void forEachCleared(int i, Table.ChangeVisitor visitor) {
        if (cleared[i] instanceof Row row) {
            for (int place = 0; place < row.places(); place++) {
                if (row.isAt(place)) {
                    long key = row.keyAt(place);
                    visitor.visit(key, row.get(key, row.secondAt(place)), tables[i].first);
                }
            }
        }
    }
}
