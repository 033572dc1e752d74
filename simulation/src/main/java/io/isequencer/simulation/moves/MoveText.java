package io.isequencer.simulation.moves;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Moves as words, as capsules keep them: {@code "0 Start 2"} is owner 0 beginning a transaction in workspace 2.
 *
 * <p>Words survive changes of the code that numbers would not.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a text that is no move.
 * </ul>
 */
public final class MoveText {
    private static final Map<String, MoveKind> KINDS = new HashMap<>();

    static {
        for (MoveKind kind : MoveKind.values()) {
            KINDS.put(kind.label().toLowerCase(Locale.ROOT), kind);
        }
    }

    private MoveText() {}

    public static String format(long move) {
        String text = Move.owner(move) + " " + Move.kind(move).label();
        int a = Move.a(move);
        int b = Move.b(move);
        if (a == 0 && b == 0) {
            return text;
        }
        return b == 0 ? text + " " + a : text + " " + a + " " + b;
    }

    public static long parse(String text) {
        String[] words = text.split(" ");
        MoveKind kind = words.length < 2 ? null : KINDS.get(words[1].toLowerCase(Locale.ROOT));
        if (kind == null || words.length > 4) {
            throw new IllegalArgumentException("move must be 'owner Name [a [b]]': move=" + text);
        }
        int owner = number(text, words[0], 15);
        int a = words.length > 2 ? number(text, words[2], 65_535) : 0;
        int b = words.length > 3 ? number(text, words[3], Integer.MAX_VALUE) : 0;
        return Move.of(kind, owner, a, b);
    }

    private static int number(String text, String word, int largest) {
        try {
            int value = Integer.parseInt(word);
            if (value >= 0 && value <= largest) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one error that names the rule.
        }
        throw new IllegalArgumentException("move's numbers must be 0.." + largest + ": move=" + text);
    }
}
