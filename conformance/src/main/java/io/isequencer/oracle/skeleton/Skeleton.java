package io.isequencer.oracle.skeleton;

import com.fasterxml.jackson.core.type.TypeReference;
import io.isequencer.oracle.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        try (InputStream in = resource("skeletons/skeletons.json")) {
            return Json.value(Json.read(in).get("skeletons"), new TypeReference<List<Skeleton>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        try (InputStream in = resource(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Skeleton.class.getResourceAsStream(DIRECTORY + name);
        if (in == null) {
            throw new IOException("resource must be in the jar: name=" + name);
        }
        return in;
    }
}
