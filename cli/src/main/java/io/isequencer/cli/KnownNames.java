package io.isequencer.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names that a user may give. One that is none of them is a wrong command line, never something to continue with.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} that names the nearest known one.
 * </ul>
 */
public final class KnownNames {
    /** More than these would hide the message. */
    private static final int MAX_LISTED = 16;

    private KnownNames() {}

    /**
     * Fails if a name is none of the known ones.
     *
     * @param role the option without dashes, as {@code config}
     * @param place where the known ones are to be found, as {@code a file of tla/explore}
     */
    public static void require(String role, String place, String given, Collection<String> known) {
        if (!known.contains(given)) {
            throw unknown(role, place, given, known);
        }
    }

    /** The error for a name that is none of the known ones. */
    public static CliException unknown(String role, String place, String given, Collection<String> known) {
        String list = known.size() <= MAX_LISTED ? " (" + String.join(", ", known) + ")" : "";
        return new CliException(
                ExitCode.USAGE,
                role + " must be " + place + list + ": " + role + "=" + Text.shown(given) + hint(given, known));
    }

    /** An addition to a message, or nothing if no known name is near. */
    public static String hint(String given, Collection<String> known) {
        return nearest(given, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** The known name that a typo or two would make of the given one. */
    static Optional<String> nearest(String given, Collection<String> known) {
        String wanted = given.toLowerCase(Locale.ROOT);
        int most = Math.max(1, Math.min(3, given.length() / 3));
        List<String> near = known.stream()
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= most)
                .toList();
        return near.stream().min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /** How many characters must be put in, left out, replaced or swapped with their neighbour (Damerau, Levenshtein). */
    static int distance(String one, String two) {
        int[][] rows = new int[one.length() + 1][two.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= two.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, one, two, i, j);
            }
        }
        return rows[one.length()][two.length()];
    }

    private static int cheapest(int[][] rows, String one, String two, int i, int j) {
        int replaced = rows[i - 1][j - 1] + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == two.charAt(j - 2) && one.charAt(i - 2) == two.charAt(j - 1);
        return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}
