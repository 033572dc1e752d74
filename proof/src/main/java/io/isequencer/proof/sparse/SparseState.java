package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Action.Update;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The one state that the actions over it change in place. */
public final class SparseState {
    private final Map<Symbol, Table> tables = new IdentityHashMap<>();
    private final Map<List<Sort>, Frames> frames = new HashMap<>();
    final Journal journal = new Journal();

    /** All symbols of a slice, each with the value that it begins with for all arguments; constants begin with 0. */
    public SparseState(Slice slice) {
        for (Symbol symbol : slice.symbols()) {
            tables.put(symbol, new Table(symbol, first(slice.init(), symbol), this::frames));
        }
    }

    private static long first(Action init, Symbol symbol) {
        for (Update update : init.updates()) {
            if (update.place().function().equals(symbol)) {
                if (update.value() instanceof Term.Literal literal) {
                    return literal.value();
                }
                throw new UnboundedTermException("a symbol must begin with one value", update.value());
            }
        }
        return 0;
    }

    /** What holds the plain values of all symbols with these arguments. */
    Frames frames(List<Sort> arguments) {
        return frames.computeIfAbsent(arguments, any -> new Frames(arguments.isEmpty() ? 1 : 0));
    }

    public Table table(Symbol symbol) {
        Table table = tables.get(symbol);
        if (table == null) {
            throw new IllegalArgumentException("symbol must be one of the slice's: symbol=" + symbol.name());
        }
        return table;
    }

    /** Whether the slice has kept the symbol. */
    public boolean has(Symbol symbol) {
        return tables.containsKey(symbol);
    }

    /** Back to the beginning. */
    public void clear() {
        tables.values().forEach(Table::clear);
        frames.values().forEach(Frames::clear);
    }

    /** A value, by the arguments of its symbol. */
    public long get(Symbol symbol, long... arguments) {
        Table table = table(symbol);
        int leading = table.leading;
        return table.get(leading == 0 ? 0 : arguments[0], key(table, arguments), second(table, arguments));
    }

    /** Sets a value; for beginnings and constants, outside of any step. */
    public void set(Symbol symbol, long value, long... arguments) {
        Table table = table(symbol);
        int leading = table.leading;
        table.put(leading == 0 ? 0 : arguments[0], key(table, arguments), second(table, arguments), value);
    }

    private static long key(Table table, long... arguments) {
        int at = table.leading;
        if (table.keyed()) {
            return Table.key(arguments[at], arguments[at + 1]);
        }
        return at < arguments.length ? arguments[at] : 0;
    }

    private static long second(Table table, long... arguments) {
        int at = table.leading + 1;
        return table.keyed() || at >= arguments.length ? 0 : arguments[at];
    }

    /** Takes back all that was done since the last {@link #keep}. */
    public void undo() {
        journal.undo();
    }

    /** What was done stays. */
    public void keep() {
        journal.keep();
    }

    /** How many values of a row the step in hand has changed. */
    public int changes(Table table, long leader) {
        return journal.changes(table, leader);
    }

    /** Shows each value of a row that the step in hand has changed. */
    public void forEachChange(Table table, long leader, Table.ChangeVisitor visitor) {
        journal.forEachChange(table, leader, visitor);
    }
}
