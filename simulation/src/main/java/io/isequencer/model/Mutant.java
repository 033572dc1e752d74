package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of the specification that a configuration must notice.
 *
 * <p>{@code tla/mutants.txt} holds them: after a preamble, each begins with {@code == NAME}, lines {@code key: value}, and
 * the blocks {@code --- find} and {@code --- replace}.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link CheckFailedException} with {@link Kind#BAD_DATA} for a malformed entry, and for a change that
 *       does not apply at exactly one place: it would be one that nothing can notice.
 * </ul>
 *
 * @param file a module of the specification
 * @param config the cheapest configuration that notices it
 */
public record Mutant(String name, String rule, String file, String config, String what, String find, String replace) {
    private static final String BEGIN = "\n\n== ";
    private static final String FIND = "\n--- find\n";
    private static final String REPLACE = "\n--- replace\n";

    public static List<Mutant> readAll(Path file) {
        try {
            List<Mutant> mutants = new ArrayList<>();
            String[] entries = Files.readString(file).stripTrailing().split(BEGIN);
            for (int i = 1; i < entries.length; i++) {
                mutants.add(read(entries[i]));
            }
            return mutants;
        } catch (IOException e) {
            throw new CheckFailedException(Kind.MISSING_FILE, "mutants must be readable: file=" + file, e);
        }
    }

    private static Mutant read(String entry) {
        int find = entry.indexOf(FIND);
        int replace = entry.indexOf(REPLACE, Math.max(find, 0));
        String[] lines = entry.substring(0, Math.max(find, 0)).split("\n");
        Map<String, String> head = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ", 2);
            head.put(parts[0], parts[parts.length - 1]);
        }
        boolean whole = head.keySet().containsAll(List.of("rule", "file", "config", "what"));
        if (find < 0 || replace < 0 || !whole) {
            throw new CheckFailedException(
                    Kind.BAD_DATA,
                    "mutant must have rule, file, config, what, find and replace: mutant=" + entry.split("\n")[0]);
        }
        return new Mutant(
                lines[0],
                head.get("rule"),
                head.get("file"),
                head.get("config"),
                head.get("what"),
                entry.substring(find + FIND.length(), replace),
                entry.substring(replace + REPLACE.length()));
    }

    /** The module with the change in it. */
    String apply(String module) {
        int at = module.indexOf(find);
        if (at < 0 || module.indexOf(find, at + 1) >= 0) {
            throw new CheckFailedException(
                    Kind.BAD_DATA, "mutant must apply at exactly one place: mutant=" + name + ", file=" + file);
        }
        return module.substring(0, at) + replace + module.substring(at + find.length());
    }
}
