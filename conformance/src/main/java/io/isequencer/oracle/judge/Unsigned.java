package io.isequencer.oracle.judge;

/** Unsigned 64-bit arithmetic that the platform lacks. */
final class Unsigned {
    private Unsigned() {}

    static long max(long a, long b) {
        return Math.max(a ^ Long.MIN_VALUE, b ^ Long.MIN_VALUE) ^ Long.MIN_VALUE;
    }

    static long min(long a, long b) {
        return Math.min(a ^ Long.MIN_VALUE, b ^ Long.MIN_VALUE) ^ Long.MIN_VALUE;
    }
}
