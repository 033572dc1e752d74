package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A finite world: how many elements each sort has, and where each symbol's values stand.
 *
 * <p>An uninterpreted sort of size n has the elements 0 to n−1. The size of {@code Offset} and {@code Number} bounds the
 * arguments of symbols and what quantifiers range over, 0 to n−1; it does not bound values, which are any {@code long}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a sort without a size.
 * </ul>
 */
public final class Domain {
    /**
     * Where a symbol's values stand.
     *
     * @param place which table of a state
     * @param sizes of its arguments' sorts
     * @param strides how far apart, in the table, neighbours in each argument are
     */
    record Layout(int place, int[] sizes, int[] strides, int width) {}

    private final Map<Sort, Integer> sizes;
    private final List<Symbol> symbols;
    /** Symbols are declared once: looking one up must be quick. */
    private final Map<Symbol, Layout> layouts = new IdentityHashMap<>();

    public Domain(Map<Sort, Integer> sizes, List<Symbol> symbols) {
        this.sizes = Map.copyOf(sizes);
        this.symbols = List.copyOf(symbols);
        for (int i = 0; i < this.symbols.size(); i++) {
            layouts.put(this.symbols.get(i), layout(i, this.symbols.get(i)));
        }
    }

    private Layout layout(int place, Symbol symbol) {
        int[] arguments = symbol.arguments().stream().mapToInt(this::size).toArray();
        int[] strides = new int[arguments.length];
        int width = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = width;
            width = Math.multiplyExact(width, arguments[i]);
        }
        return new Layout(place, arguments, strides, width);
    }

    /** How many elements a sort has. */
    public int size(Sort sort) {
        return switch (sort.kind()) {
            case TRUTH -> 2;
            case ENUMERATION -> sort.elements().size();
            default -> {
                Integer size = sizes.get(sort);
                if (size == null) {
                    throw new IllegalArgumentException("each sort of an argument must have a size: sort=" + sort);
                }
                yield size;
            }
        };
    }

    public List<Symbol> symbols() {
        return symbols;
    }

    Layout layout(Symbol symbol) {
        Layout layout = layouts.get(symbol);
        if (layout == null) {
            throw new IllegalArgumentException("symbol must be one of the world's: symbol=" + symbol.name());
        }
        return layout;
    }

    /** Which table of a state holds the symbol's values. */
    int place(Symbol symbol) {
        return layout(symbol).place();
    }

    int index(Symbol symbol, Layout layout, long... arguments) {
        int[] strides = layout.strides();
        if (arguments.length != strides.length) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "arguments must be %d: symbol=%s", strides.length, symbol.name()));
        }
        int index = 0;
        for (int i = 0; i < strides.length; i++) {
            if (arguments[i] < 0 || arguments[i] >= layout.sizes()[i]) {
                throw new OutOfDomainException(symbol, i, layout.sizes()[i], arguments[i]);
            }
            index += strides[i] * (int) arguments[i];
        }
        return index;
    }

    /** The arguments whose value stands there in the symbol's table. */
    public long[] arguments(Symbol symbol, int index) {
        Layout layout = layout(symbol);
        long[] arguments = new long[layout.sizes().length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = index / layout.strides()[i] % layout.sizes()[i];
        }
        return arguments;
    }
}
