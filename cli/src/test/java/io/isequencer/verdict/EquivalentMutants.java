package io.isequencer.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list in {@code docs/mutants.md}: under a heading with the class an item per mutant, {@code - `line` Mutator:
 * reason}, or {@code - `line` Mutator ×2: reason} for two on one line.
 */
final class EquivalentMutants {
    private static final Pattern HEADING = Pattern.compile("### `([\\w.]+)`");
    private static final Pattern ITEM = Pattern.compile("- `(.+)` (\\w+)(?: ×(\\d+))?: (.+)");

    private EquivalentMutants() {}

    /** How many are listed, by {@link Mutant#key}. */
    static Map<String, Integer> read(String document, List<String> problems) {
        Map<String, Integer> listed = new TreeMap<>();
        String className = null;
        for (String line : document.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (heading.matches()) {
                className = heading.group(1);
            } else if (line.startsWith("#")) {
                className = null;
            } else if (className != null && item.matches()) {
                int count = item.group(3) == null ? 1 : Integer.parseInt(item.group(3));
                listed.merge(className + " `" + item.group(1) + "` " + item.group(2), count, Integer::sum);
            } else if (className != null && line.startsWith("- ")) {
                problems.add("an item of docs/mutants.md must be - `line` Mutator: reason: item=" + line);
            }
        }
        return listed;
    }

    /** Of the class that a key names. */
    static String packageName(String key) {
        return key.substring(0, key.lastIndexOf('.', key.indexOf(' ')));
    }

    /** Entries whose mutants are killed, or no longer exist. */
    static List<String> stale(Map<String, Integer> listed, List<Mutant> mutants) {
        List<String> stale = new ArrayList<>();
        listed.forEach((key, count) -> {
            List<Mutant> same =
                    mutants.stream().filter(mutant -> mutant.key().equals(key)).toList();
            long atMost = same.stream()
                    .filter(mutant -> mutant.lives() || mutant.timedOut())
                    .count();
            if (atMost < count) {
                stale.add("an entry of docs/mutants.md must name a mutant that lives: " + key + ", listed=" + count
                        + ", living=" + atMost + ", mutants=" + same.size());
            }
        });
        return stale;
    }
}
