package io.isequencer.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds from first to last, both included. */
public record SeedRange(long first, long last) {

    /** How many. */
    public long size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }

    /** Reads {@code A..B}. */
    public static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            int dots = text.indexOf("..");
            try {
                if (dots > 0) {
                    long first = Long.parseLong(text.substring(0, dots));
                    long last = Long.parseLong(text.substring(dots + 2));
                    if (first <= last) {
                        return new SeedRange(first, last);
                    }
                }
            } catch (NumberFormatException notANumber) {
                // Falls through to the one error that names the rule.
            }
            throw new TypeConversionException("seeds must be A..B with A <= B: seeds=" + text);
        }
    }
}
