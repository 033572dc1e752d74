package io.isequencer.cli.oracle;

import io.isequencer.cli.DurationConverter;

/** How long a reply may take. */
final class Patience extends DurationConverter {
    Patience() {
        super("([1-9]\\d{0,5})(ms|s|m)", "patience must be a number with ms, s or m: patience=");
    }
}
