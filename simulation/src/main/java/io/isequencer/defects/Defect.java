package io.isequencer.defects;

import io.isequencer.laboratory.PlantedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A planted defect: which rule it breaks, and the change of the sources that breaks it.
 *
 * <p>A file {@code ID.defect} is the text of a {@link PlantedChange} with the lines {@code rule:}, {@code file:} and
 * {@code what:}, perhaps {@code spec:}, {@code beyond:} with the columns of the kill matrix that never run the changed
 * code, and {@code unseen:} with a column that runs it, and why it cannot see the defect. Where one file is not enough, {@code file:} names several, with a comma between them; a block belongs to the one
 * that has its text.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a malformed file, and when a change no longer applies: a
 *       defect that is not planted would be one that is never found.
 * </ul>
 *
 * @param file below a source root; several have ", " between them
 * @param spec the must-fail configuration of the specification that says the same; null if there is none
 * @param beyond the checks that have no place for it, as the simulation has none for threads and files
 * @param unseen by column: why the check, which runs the changed code, cannot see it
 * @param changes what to find, exactly once in all the files, and what to put there
 */
public record Defect(
        String id,
        String rule,
        String file,
        String what,
        String spec,
        Set<String> beyond,
        Map<String, String> unseen,
        Map<String, String> changes) {
    private static final String SUFFIX = ".defect";

    /** One that each check might see. */
    public Defect(
            String id,
            String rule,
            String file,
            String what,
            String spec,
            Set<String> beyond,
            Map<String, String> changes) {
        this(id, rule, file, what, spec, beyond, Map.of(), changes);
    }

    /** All defects of a directory, by id. */
    public static List<Defect> readAll(Path directory) throws IOException {
        List<Defect> defects = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                defects.add(read(file));
            }
        }
        return defects;
    }

    /**
     * The same defect where the exploration is driven, if it is in the drivers of the simulation: a file of that name in
     * the directory {@code explorer}. Otherwise itself.
     *
     * @param directory of all defects
     */
    public Defect inExplorer(Path directory) throws IOException {
        Path file = directory.resolve("explorer").resolve(id + SUFFIX);
        return Files.exists(file) ? read(file) : this;
    }

    private static Defect read(Path file) throws IOException {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        PlantedChange change = PlantedChange.parse("defect=" + id, Files.readString(file));
        String beyond = change.head().get("beyond");
        String unseen = change.head().get("unseen");
        return new Defect(
                id,
                change.require("rule"),
                change.require("file"),
                change.require("what"),
                change.head().get("spec"),
                beyond == null ? Set.of() : new TreeSet<>(List.of(beyond.split(", "))),
                unseen == null ? Map.of() : reason(id, unseen),
                change.changes());
    }

    private static Map<String, String> reason(String id, String unseen) {
        String[] parts = unseen.split(": ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "unseen must be a column and a reason: defect=" + id + ", unseen=" + unseen);
        }
        return Map.of(parts[0], parts[1]);
    }

    /** The files that it changes, each below a source root. */
    public List<String> files() {
        return List.of(file.split(", "));
    }

    /**
     * The sources with the defect in them, by file.
     *
     * @param source reads one of the {@link #files}
     */
    public Map<String, String> plant(UnaryOperator<String> source) {
        Map<String, String> sources = new LinkedHashMap<>();
        files().forEach(name -> sources.put(name, source.apply(name)));
        if (changes.isEmpty()) {
            // The code as it is, which each check must pass.
            return sources;
        }
        return new PlantedChange("defect=" + id, Map.of(), changes).plant(sources);
    }
}
