package io.isequencer.oracle.history;

/** The fields of a line, as bits. */
final class Field {
    static final int KIND = 1;
    static final int OWNER = 1 << 1;
    static final int WS_KIND = 1 << 2;
    static final int WS_ID = 1 << 3;
    static final int SEQ_ID = 1 << 4;
    static final int NUMBER = 1 << 5;
    static final int PLOG_OFFSET = 1 << 6;
    static final int CHECKPOINT = 1 << 7;
    static final int VALUES = 1 << 8;
    static final int RESULT = 1 << 9;
    static final int BUSY = 1 << 10;
    static final int ERROR = 1 << 11;
    static final int RAISED = 1 << 12;
    static final int ID = 1 << 13;
    static final int MAX_UNFLUSHED = 1 << 14;
    static final int VERSION = 1 << 15;
    static final int TYPES = 1 << 16;
    static final int CALLS = 1 << 17;

    private static final String[] NAMES = {
        "e", "o", "k", "w", "s", "n", "p", "c", "v", "r", "b", "x", "up", "id", "max", "version", "types", "calls"
    };

    private Field() {}

    /** The bit of a name, or 0 for one that is not ours. */
    static int of(String name) {
        return switch (name) {
            case "e" -> KIND;
            case "o" -> OWNER;
            case "k" -> WS_KIND;
            case "w" -> WS_ID;
            case "s" -> SEQ_ID;
            case "n" -> NUMBER;
            case "p" -> PLOG_OFFSET;
            case "c" -> CHECKPOINT;
            case "v" -> VALUES;
            case "r" -> RESULT;
            case "b" -> BUSY;
            case "x" -> ERROR;
            case "up" -> RAISED;
            case "id" -> ID;
            case "max" -> MAX_UNFLUSHED;
            case "version" -> VERSION;
            case "types" -> TYPES;
            case "calls" -> CALLS;
            default -> 0;
        };
    }

    /** The name of the lowest bit. */
    static String name(int bits) {
        return NAMES[Integer.numberOfTrailingZeros(bits)];
    }
}
