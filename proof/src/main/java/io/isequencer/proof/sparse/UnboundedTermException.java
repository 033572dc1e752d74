package io.isequencer.proof.sparse;

import java.util.Locale;

/** A term says something about infinitely many values, of which no support bounds those that are worth a look. */
public final class UnboundedTermException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnboundedTermException(String rule, Object term) {
        super(String.format(Locale.ROOT, "%s: term=%s", rule, term));
    }
}
