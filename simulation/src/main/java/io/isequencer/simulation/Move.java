package io.isequencer.simulation;

/**
 * A move in one {@code long}: kind, owner and two arguments. A run is an array of these.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 *   <li><i>Units:</i> owner 0..15, {@code a} 0..65535, {@code b} 0..2^31-1.
 * </ul>
 */
final class Move {
    private static final MoveKind[] KINDS = MoveKind.values();

    private Move() {}

    static long of(MoveKind kind, int owner, int a, int b) {
        return (long) kind.ordinal() << 56 | (long) owner << 48 | (long) a << 32 | b;
    }

    static MoveKind kind(long move) {
        return KINDS[(int) (move >>> 56)];
    }

    static int owner(long move) {
        return (int) (move >>> 48) & 0xFF;
    }

    static int a(long move) {
        return (int) (move >>> 32) & 0xFFFF;
    }

    static int b(long move) {
        return (int) move;
    }
}
