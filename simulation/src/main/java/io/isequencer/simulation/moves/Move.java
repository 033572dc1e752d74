package io.isequencer.simulation.moves;

/**
 * A move in one {@code long}: kind, owner and two arguments. A run is an array of these.
 *
 * <ul>
 *   <li><i>Units:</i> owner 0..15, {@code a} 0..65535, {@code b} 0..2^31-1.
 * </ul>
 */
public final class Move {
    private static final MoveKind[] KINDS = MoveKind.values();

    private Move() {}

    public static long of(MoveKind kind, int owner, int a, int b) {
        return (long) kind.ordinal() << 56 | (long) owner << 48 | (long) a << 32 | b;
    }

    public static MoveKind kind(long move) {
        return KINDS[(int) (move >>> 56)];
    }

    public static int owner(long move) {
        return (int) (move >>> 48) & 0xFF;
    }

    public static int a(long move) {
        return (int) (move >>> 32) & 0xFFFF;
    }

    public static int b(long move) {
        return (int) move;
    }
}
