package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.PlantedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A change of the specification that a configuration must notice.
 *
 * <p>{@code tla/mutants.txt} holds them: after a preamble, each begins with {@code == NAME}, and goes on as the text of a
 * {@link PlantedChange} with {@code rule:}, {@code file:}, {@code config:} and {@code what:}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} with {@link Kind#BAD_DATA} for a malformed entry, and for a change that
 *       does not apply at exactly one place: it would be one that nothing can notice.
 * </ul>
 *
 * @param file a module of the specification
 * @param config the cheapest configuration that notices it
 */
public record Mutant(String name, String rule, String file, String config, String what, Map<String, String> changes) {
    private static final String BEGIN = "\n\n== ";

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
        String name = entry.split("\n")[0];
        try {
            PlantedChange change = PlantedChange.parse("mutant=" + name, entry);
            return new Mutant(
                    name,
                    change.require("rule"),
                    change.require("file"),
                    change.require("config"),
                    change.require("what"),
                    change.changes());
        } catch (IllegalArgumentException e) {
            throw new CheckFailedException(Kind.BAD_DATA, e.getMessage(), e);
        }
    }

    /** The module with the change in it. */
    String apply(String module) {
        try {
            return new PlantedChange("mutant=" + name, Map.of(), changes)
                    .plant(Map.of(file, module))
                    .get(file);
        } catch (IllegalArgumentException e) {
            throw new CheckFailedException(Kind.BAD_DATA, e.getMessage(), e);
        }
    }
}
