package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.util.HashMap;
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
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a sort without a size.
 * </ul>
 */
public final class Domain {
    private final Map<Sort, Integer> sizes;
    private final List<Symbol> symbols;
    private final Map<Symbol, Integer> places = new HashMap<>();

    public Domain(Map<Sort, Integer> sizes, List<Symbol> symbols) {
        this.sizes = Map.copyOf(sizes);
        this.symbols = List.copyOf(symbols);
        for (int i = 0; i < this.symbols.size(); i++) {
            places.put(this.symbols.get(i), i);
        }
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

    /** Which table of a state holds the symbol's values. */
    int place(Symbol symbol) {
        Integer place = places.get(symbol);
        if (place == null) {
            throw new IllegalArgumentException("symbol must be one of the world's: symbol=" + symbol.name());
        }
        return place;
    }

    /** How many values a symbol has. */
    int width(Symbol symbol) {
        int width = 1;
        for (Sort sort : symbol.arguments()) {
            width = Math.multiplyExact(width, size(sort));
        }
        return width;
    }

    /** How far apart, in its table, neighbours in each argument are. */
    int[] strides(Symbol symbol) {
        int[] strides = new int[symbol.arguments().size()];
        int stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= size(symbol.arguments().get(i));
        }
        return strides;
    }

    int index(Symbol symbol, long... arguments) {
        int[] strides = strides(symbol);
        if (arguments.length != strides.length) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "arguments must be %d: symbol=%s", strides.length, symbol.name()));
        }
        int index = 0;
        for (int i = 0; i < strides.length; i++) {
            int size = size(symbol.arguments().get(i));
            if (arguments[i] < 0 || arguments[i] >= size) {
                throw new OutOfDomainException(symbol, i, size, arguments[i]);
            }
            index += strides[i] * (int) arguments[i];
        }
        return index;
    }
}
