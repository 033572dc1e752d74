package io.isequencer.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code conformance/adapters/defects.json}: a sequencer with one defect.
 *
 * @param rule what the oracle must name
 * @param also further languages in whose sequencer it is planted
 * @param cases which cases show it, as a glob of ids
 */
record PlantedVariant(String id, String rule, String language, List<String> also, String broken, String cases) {
    PlantedVariant {
        also = also == null ? List.of() : List.copyOf(also);
    }

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

    /** The command of the sequencer of that language with a defect. */
    static List<String> command(String language, String id) {
        BundledAdapter adapter = BundledAdapter.of(language);
        String script = ProjectFiles.ROOT
                .resolve(adapter.directory())
                .resolve(adapter.adapter().replace("adapter.", "defective."))
                .toAbsolutePath()
                .toString();
        return List.of(adapter.tool(), script, id);
    }

    /** All languages in which it is planted. */
    List<String> languages() {
        List<String> all = new ArrayList<>(List.of(language));
        all.addAll(also);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return id;
    }
}
