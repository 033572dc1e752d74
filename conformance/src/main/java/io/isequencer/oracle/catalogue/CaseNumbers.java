package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Bounds;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The numbers in the words of a case: {@code 5}, {@code 2^53+1}, {@code max-1}, and {@code #} for the round of what is
 * repeated.
 */
final class CaseNumbers {
    private static final Pattern TERMS = Pattern.compile("(?<=[^+-])(?=[+-])");
    private static final Pattern TERM = Pattern.compile("([+-]?)(?:(\\d+)(?:\\^(\\d{1,2}))?|(#)|(max)|(maxOffset))");
    private static final Pattern TIMES = Pattern.compile("([^*]+)\\*(.+)");
    private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+)");
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private final Bounds bounds;
    private long round;

    CaseNumbers(Bounds bounds) {
        this.bounds = bounds;
    }

    /** From now on {@code #} is this; what it was before. */
    long enter(long newRound) {
        long outer = round;
        round = newRound;
        return outer;
    }

    /** An unsigned 64-bit value. */
    long of(String text) {
        BigInteger sum = BigInteger.ZERO;
        for (String term : TERMS.split(text.strip())) {
            sum = sum.add(term(term, text));
        }
        boolean fits = sum.signum() >= 0 && sum.compareTo(MAX) <= 0;
        // What an adapter declares may leave no room; its cases are made all the same, and wrap.
        if (!fits && !text.contains("max")) {
            throw new IllegalArgumentException("a number must be 0..2^64-1: number=" + text);
        }
        return sum.longValue();
    }

    private BigInteger term(String text, String whole) {
        Matcher term = TERM.matcher(text);
        if (!term.matches()) {
            throw new IllegalArgumentException(
                    "a number must be a sum of 5, 2^53, #, max or maxOffset: number=" + whole);
        }
        BigInteger value;
        if (term.group(2) != null) {
            BigInteger base = new BigInteger(term.group(2));
            value = term.group(3) == null ? base : base.pow(Integer.parseInt(term.group(3)));
        } else if (term.group(4) != null) {
            value = BigInteger.valueOf(round);
        } else {
            value = unsigned(term.group(5) != null ? bounds.maxNumber() : bounds.maxPlogOffset());
        }
        return term.group(1).equals("-") ? value.negate() : value;
    }

    /** A number that counts something, or names a sequence. */
    int small(String text) {
        long value = of(text);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a number must be 0..2147483647: number=" + text);
        }
        return (int) value;
    }

    /** As {@code 1,2,2}, {@code 1..20} or {@code 10*1}; null for none. */
    int[] seqIds(String text) {
        IntStream all = IntStream.empty();
        for (String item : text == null ? new String[0] : text.split(",")) {
            Matcher times = TIMES.matcher(item);
            Matcher range = RANGE.matcher(item);
            IntStream next;
            if (times.matches()) {
                int seqId = small(times.group(2));
                next = IntStream.range(0, small(times.group(1))).map(unused -> seqId);
            } else if (range.matches()) {
                next = IntStream.rangeClosed(small(range.group(1)), small(range.group(2)));
            } else {
                next = IntStream.of(small(item));
            }
            all = IntStream.concat(all, next);
        }
        return all.toArray();
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
