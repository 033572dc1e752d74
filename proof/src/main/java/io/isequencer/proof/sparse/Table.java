package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The values of one symbol.
 *
 * <p>The first argument chooses a row if there is more than one and it is not part of a key: owners and places in flight
 * are few and counted from 0, offsets come and go. Within a row, workspace and sequence are one number.
 */
public final class Table {
    /** How the values are kept. */
    enum Form {
        /** At most one argument, with few values. */
        PLAIN,
        /** Rows of an owner or of a place in flight. */
        ROWS,
        /** Rows of an offset. */
        OFFSETS,
        /** One row for all. */
        SINGLE
    }

    private static final int SEQ_BITS = 16;
    private static final List<Sort> FEW = List.of(Variables.OWNER, Variables.WRITE, Variables.APPEND);

    final Symbol symbol;
    final Form form;
    final long first;
    /** Whether no value can be negative: all numbers and offsets, but for a slot that was not looked up. */
    final boolean natural;

    /** How many arguments choose the row. */
    final int leading;

    private final boolean wide;

    /** Where the values are if they are plain, and which of those there; otherwise null. */
    final Frames frames;

    final int slot;

    /** By leaders, if these are few; where there is one row for all, it is that of 0. Null if the values are plain. */
    private Row[] rows;

    private Offsets byOffset;
    private Row spare;
    private long from;
    private long to;
    private final Row nothing;

    /**
     * For one symbol, with the value that it begins with.
     *
     * @param plain the frames of the symbols with these arguments, for a table that needs them
     */
    Table(Symbol symbol, long first, Function<List<Sort>, Frames> plain) {
        this.symbol = symbol;
        this.first = first;
        natural = first == 0;
        List<Sort> sorts = symbol.arguments();
        if (sorts.isEmpty() || sorts.size() == 1 && (FEW.contains(sorts.get(0)) || isSmall(sorts.get(0)))) {
            form = Form.PLAIN;
        } else if (FEW.contains(sorts.get(0))) {
            form = Form.ROWS;
        } else if (sorts.get(0).equals(Sort.OFFSET) && sorts.size() > 1) {
            form = Form.OFFSETS;
        } else {
            form = Form.SINGLE;
        }
        leading = form == Form.ROWS || form == Form.OFFSETS ? 1 : 0;
        List<Sort> rest = sorts.subList(leading, sorts.size());
        wide = rest.size() == 2 && !rest.equals(List.of(Variables.WORKSPACE, Variables.SEQ));
        if (rest.size() > 2) {
            throw new UnboundedTermException("symbol must have at most two arguments within a row", symbol.name());
        }
        nothing = new Row(first, wide);
        byOffset = form == Form.OFFSETS ? new Offsets() : null;
        frames = form == Form.PLAIN ? plain.apply(sorts) : null;
        slot = frames == null ? 0 : frames.add(first);
        clear();
    }

    private static boolean isSmall(Sort sort) {
        return sort.kind() == Sort.Kind.ENUMERATION || sort.kind() == Sort.Kind.TRUTH;
    }

    /** Where the values are plain, that is for their frames to do. */
    void clear() {
        rows = switch (form) {
            case PLAIN -> null;
            case SINGLE -> new Row[] {new Row(first, wide)};
            case ROWS, OFFSETS -> new Row[0];
        };
        if (byOffset != null) {
            byOffset = new Offsets();
        }
        from = 0;
        to = 0;
    }

    /** A key as one number. */
    public static long key(long workspace, long seq) {
        return workspace << SEQ_BITS | seq;
    }

    public static long workspace(long key) {
        return key >>> SEQ_BITS;
    }

    public static long seq(long key) {
        return key & (1 << SEQ_BITS) - 1;
    }

    /** Whether a row's key is a workspace and a sequence. */
    public boolean keyed() {
        return !wide && symbol.arguments().size() - leading == 2;
    }

    /** What each value begins with. */
    public long first() {
        return first;
    }

    /** The value of a symbol with at most one argument, of which there are few. */
    public long plain(long index) {
        return frames.at(index)[slot];
    }

    /** All plain values with this argument, to be read; that of this symbol is at {@link #slot}. */
    public long[] frame(long index) {
        return frames.at(index);
    }

    /** Where in a frame a plain value stands. */
    public int slot() {
        return slot;
    }

    /** The row, to be read. */
    Row row(long leader) {
        Row row = existing(leader);
        return row == null ? nothing : row;
    }

    /** The row of an owner or of a place in flight, to be read. */
    Row rowOfFew(long leader) {
        Row row = leader < rows.length ? rows[(int) leader] : null;
        return row == null ? nothing : row;
    }

    /** The row of an offset, to be read. */
    Row rowOfOffset(long leader) {
        Row row = byOffset.get(leader);
        return row == null ? nothing : row;
    }

    /** The row, to be written. */
    Row rowToWrite(long leader) {
        Row row = existing(leader);
        if (row == null) {
            row = fresh();
            place(leader, row);
        }
        return row;
    }

    private Row existing(long leader) {
        if (byOffset != null) {
            return byOffset.get(leader);
        }
        return leader < rows.length ? rows[(int) leader] : null;
    }

    /** A value; arguments that the symbol does not have are 0, and a key is one number. */
    public long get(long leader, long key, long second) {
        return form == Form.PLAIN
                ? plain(key)
                : form == Form.SINGLE ? single(key, second) : row(leader).get(key, second);
    }

    /** The value of a symbol with a row for each owner or place in flight. */
    public long ofFew(long leader, long key, long second) {
        return rowOfFew(leader).get(key, second);
    }

    /** How many values of such a row are not the first one. */
    public int sizeOfFew(long leader) {
        return rowOfFew(leader).size();
    }

    /** The value of a symbol that has one row. */
    public long single(long key, long second) {
        return key < to && key >= from ? 1 : rows[0].get(key, second);
    }

    /**
     * Of a truth about offsets: that it holds for these is not kept one by one any more. Nobody may make it false again.
     *
     * @param first the first offset for which that was so, ever
     */
    public void holdsBetween(long first, long below) {
        for (long offset = Math.max(first, to); offset < below; offset++) {
            rows[0].put(offset, 0, 0);
        }
        from = first;
        to = below;
    }

    /** The value, if it is not negative. */
    static long natural(long value) {
        if (value < 0) {
            throw new ArithmeticException("value must not be negative: value=" + value);
        }
        return value;
    }

    /** Sets a value, outside of any step. */
    void put(long leader, long key, long second, long value) {
        if (form == Form.PLAIN) {
            frames.toWrite(key)[slot] = natural ? natural(value) : value;
        } else {
            rowToWrite(leader).put(key, second, value);
        }
    }

    /** Puts an empty row in a row's place; returns what was there, or null. */
    Row replace(long leader) {
        Row before = existing(leader);
        if (before == null || before.size() == 0) {
            return null;
        }
        place(leader, fresh());
        return before;
    }

    void place(long leader, Row row) {
        if (form == Form.OFFSETS) {
            byOffset.put(leader, row);
            return;
        }
        if (leader >= rows.length) {
            rows = Arrays.copyOf(rows, (int) leader + 1);
        }
        rows[(int) leader] = row;
    }

    private Row fresh() {
        Row row = spare == null ? new Row(first, wide) : spare;
        spare = null;
        return row;
    }

    /** A row that nobody needs any more. */
    void reuse(Row row) {
        row.clear();
        spare = row;
    }

    /** Forgets a row of an offset. */
    public void drop(long offset) {
        Row row = byOffset.remove(offset);
        if (row != null) {
            reuse(row);
        }
    }

    /** All leaders that have a row. */
    long[] leaders() {
        if (form == Form.OFFSETS) {
            return byOffset.all();
        }
        long[] leaders = new long[rows.length];
        for (int i = 0; i < leaders.length; i++) {
            leaders[i] = i;
        }
        return leaders;
    }

    /** How many values are not the first one. */
    public int size(long leader) {
        if (form != Form.PLAIN) {
            return row(leader).size();
        }
        int size = 0;
        for (int place = 0; place < frames.places(); place++) {
            size += plain(place) == first ? 0 : 1;
        }
        return size;
    }

    /** Shows each key of a row whose value is not the first one, with the value. */
    public void forEach(long leader, CellVisitor visitor) {
        Row row = row(leader);
        for (int place = 0; place < row.places(); place++) {
            if (row.isAt(place)) {
                visitor.visit(row.keyAt(place), row.secondAt(place), row.get(row.keyAt(place), row.secondAt(place)));
            }
        }
    }

    /** Sees a value. */
    public interface CellVisitor {
        void visit(long key, long second, long value);
    }

    /** Sees a change. */
    public interface ChangeVisitor {
        void visit(long key, long before, long after);
    }

    /** How many values a table of few has room for: whoever looks at all of them goes that far. */
    public int places() {
        return frames.places();
    }

    /** Gives all values of a row the first one, outside of any step. */
    public void clearRow(long leader) {
        replace(leader);
    }

    /** All rows, to be put back. */
    Object snapshot() {
        return form == Form.OFFSETS ? byOffset : rows;
    }

    /** Puts back what {@link #snapshot} gave, which {@link #clear} has not changed. */
    void restore(Object snapshot) {
        if (form == Form.OFFSETS) {
            byOffset = (Offsets) snapshot;
        } else {
            rows = (Row[]) snapshot;
        }
    }
}
