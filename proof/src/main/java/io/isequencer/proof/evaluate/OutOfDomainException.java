package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Symbol;
import java.util.Locale;

/** A symbol was asked for a value outside of the world: the world is too small for what is evaluated in it. */
public final class OutOfDomainException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    OutOfDomainException(Symbol symbol, int position, int size, long value) {
        super(String.format(
                Locale.ROOT,
                "argument must be 0..%d: symbol=%s, argument=%s, value=%d",
                size - 1,
                symbol.name(),
                symbol.arguments().get(position),
                value));
    }
}
