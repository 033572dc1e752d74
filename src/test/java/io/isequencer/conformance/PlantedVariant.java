package io.isequencer.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.architecture.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An entry of {@code conformance/adapters/defects.json}: the Python sequencer with one defect.
 *
 * @param rule what the oracle must name
 * @param cases which cases show it, as a glob of ids
 */
record PlantedVariant(String id, String rule, String language, String broken, String cases) {
    /** A variant that the protocol allows. */
    record Allowed(String id, String language, String differs) {
        @Override
        public String toString() {
            return id;
        }
    }

    record All(List<PlantedVariant> defects, List<Allowed> allowed) {}

    static All all() {
        try {
            String json = ProjectFiles.read("conformance/adapters/defects.json");
            return new ObjectMapper().readValue(json, All.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> command(String id) {
        String script = ProjectFiles.ROOT
                .resolve("conformance/adapters/python/defective.py")
                .toAbsolutePath()
                .toString();
        return List.of("python3", script, id);
    }

    @Override
    public String toString() {
        return id;
    }
}
