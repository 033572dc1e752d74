package io.isequencer.oracle.skeleton;

import com.fasterxml.jackson.core.type.TypeReference;
import io.isequencer.laboratory.PackagedText;
import io.isequencer.oracle.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An adapter in a language with one file to fill in.
 *
 * <ul>
 *   <li><i>Source:</i> {@code conformance/skeletons}; what it shares with a bundled adapter is in
 *       {@code conformance/adapters}.
 * </ul>
 *
 * @param tool the program without which it can neither be built nor run
 * @param fill the file to fill in
 * @param own the files of its own
 * @param shared files of the bundled adapter in this language
 * @param example the files of the bundled sequencer in this language, in place of the one to fill in; empty if there is
 *     none
 * @param build a shell command; empty if there is nothing to build
 * @param run a shell command
 */
public record Skeleton(
        String id,
        String tool,
        String needs,
        String fill,
        List<String> own,
        List<String> shared,
        List<String> example,
        String build,
        String run) {
    private static final String DIRECTORY = "/io/isequencer/oracle/";

    public Skeleton {
        own = List.copyOf(own);
        shared = List.copyOf(shared);
        example = List.copyOf(example);
    }

    /** All of them, in the order of their list. */
    public static List<Skeleton> all() {
        return Json.value(
                Json.packaged(Skeleton.class, DIRECTORY + "skeletons/skeletons.json")
                        .get("skeletons"),
                new TypeReference<List<Skeleton>>() {});
    }

    /** The one of that id. */
    public static Optional<Skeleton> of(String id) {
        return all().stream().filter(skeleton -> skeleton.id.equals(id)).findFirst();
    }

    /** Its files, by their names, with the one to fill in. */
    public Map<String, String> files() {
        return with("skeletons", own);
    }

    /** The same, with the bundled sequencer in place of the file to fill in. */
    public Map<String, String> exampleFiles() {
        return with("adapters", example);
    }

    private Map<String, String> with(String place, List<String> others) {
        Map<String, String> files = new TreeMap<>();
        shared.forEach(name -> files.put(name, read("adapters/" + id + "/" + name)));
        others.forEach(name -> files.put(name, read(place + "/" + id + "/" + name)));
        return files;
    }

    private static String read(String name) {
        return PackagedText.of(Skeleton.class, DIRECTORY + name);
    }
}
