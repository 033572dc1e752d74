package io.isequencer.defects;

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
 * <p>A file {@code ID.defect} has the lines {@code rule:}, {@code file:} and {@code what:}, perhaps {@code spec:} and
 * {@code beyond:} with the columns of the kill matrix that never run the changed code, then pairs of blocks after
 * {@code --- find} and {@code --- replace}. Where one file is not enough, {@code file:} names several, with a comma
 * between them; a block belongs to the one that has its text.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a malformed file, and when a change no longer applies: a
 *       defect that is not planted would be one that is never found.
 * </ul>
 *
 * @param file below a source root; several have ", " between them
 * @param spec the must-fail configuration of the specification that says the same; null if there is none
 * @param beyond the checks that have no place for it, as the simulation has none for threads and files
 * @param changes what to find, exactly once in all the files, and what to put there
 */
public record Defect(
        String id,
        String rule,
        String file,
        String what,
        String spec,
        Set<String> beyond,
        Map<String, String> changes) {
    private static final String SUFFIX = ".defect";
    private static final String FIND = "--- find\n";
    private static final String REPLACE = "--- replace\n";

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
        String text = Files.readString(file);
        int firstBlock = text.indexOf(FIND);
        if (firstBlock < 0) {
            throw new IllegalArgumentException("defect must have a change: defect=" + id);
        }
        Map<String, String> head = new LinkedHashMap<>();
        for (String line : text.substring(0, firstBlock).split("\n")) {
            int colon = line.indexOf(": ");
            head.put(line.substring(0, Math.max(colon, 0)), line.substring(colon + 2));
        }
        Map<String, String> changes = new LinkedHashMap<>();
        for (String block : text.substring(firstBlock + FIND.length()).split(FIND)) {
            String[] halves = block.split(REPLACE, -1);
            changes.put(halves[0].stripTrailing(), halves[1].stripTrailing());
        }
        String beyond = head.get("beyond");
        return new Defect(
                id,
                head.get("rule"),
                head.get("file"),
                head.get("what"),
                head.get("spec"),
                beyond == null ? Set.of() : new TreeSet<>(List.of(beyond.split(", "))),
                changes);
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
        Map<String, String> planted = new LinkedHashMap<>(sources);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String target = theFileWith(change.getKey(), planted);
            planted.computeIfPresent(target, (name, text) -> text.replace(change.getKey(), change.getValue()));
        }
        planted.forEach((name, text) -> {
            if (text.equals(sources.get(name))) {
                throw new IllegalArgumentException(
                        "defect must change each of its files: defect=" + id + ", file=" + name);
            }
        });
        return planted;
    }

    private String theFileWith(String text, Map<String, String> sources) {
        String found = null;
        int places = 0;
        for (Map.Entry<String, String> source : sources.entrySet()) {
            for (int at = source.getValue().indexOf(text);
                    at >= 0;
                    at = source.getValue().indexOf(text, at + 1)) {
                found = source.getKey();
                places++;
            }
        }
        if (places != 1) {
            throw new IllegalArgumentException(
                    "defect must apply at exactly one place of " + file + ": defect=" + id + ", places=" + places);
        }
        return found;
    }
}
