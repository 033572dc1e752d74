package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Symbol;
import java.util.Arrays;

/**
 * A concrete state: a table of values for each symbol of a {@link Domain}, constants and choices included. Truths are 0
 * and 1, elements of enumerations their ordinals.
 *
 * <p>A copy shares its tables with the original until one of the two changes them.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one that nobody changes may be read by all.
 *   <li><i>Errors:</i> {@link OutOfDomainException} for arguments outside of the world.
 * </ul>
 */
public final class State {
    final Domain domain;
    final long[][] tables;
    private final boolean[] shared;

    /** All values are 0. */
    public State(Domain domain) {
        this(
                domain,
                new long[domain.symbols().size()][],
                new boolean[domain.symbols().size()]);
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new long[domain.width(domain.symbols().get(i))];
        }
    }

    private State(Domain domain, long[][] tables, boolean[] shared) {
        this.domain = domain;
        this.tables = tables;
        this.shared = shared;
    }

    public State copy() {
        Arrays.fill(shared, true);
        return new State(domain, tables.clone(), shared.clone());
    }

    public long get(Symbol symbol, long... arguments) {
        return tables[domain.place(symbol)][domain.index(symbol, arguments)];
    }

    /** Returns this state. */
    public State set(Symbol symbol, long value, long... arguments) {
        writable(domain.place(symbol))[domain.index(symbol, arguments)] = value;
        return this;
    }

    /** Gives a symbol the same value for all arguments. */
    public State fill(Symbol symbol, long value) {
        Arrays.fill(writable(domain.place(symbol)), value);
        return this;
    }

    /** All values of a symbol, in the order of its arguments, the last one fastest. */
    public long[] values(Symbol symbol) {
        return tables[domain.place(symbol)].clone();
    }

    /** Sets all values of a symbol. */
    public State setValues(Symbol symbol, long[] values) {
        long[] table = writable(domain.place(symbol));
        if (values.length != table.length) {
            throw new IllegalArgumentException("values must be " + table.length + ": values=" + values.length);
        }
        System.arraycopy(values, 0, table, 0, table.length);
        return this;
    }

    long[] writable(int place) {
        if (shared[place]) {
            tables[place] = tables[place].clone();
            shared[place] = false;
        }
        return tables[place];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof State that && domain == that.domain && Arrays.deepEquals(tables, that.tables);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(tables);
    }
}
