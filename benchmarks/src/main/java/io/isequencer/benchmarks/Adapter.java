package io.isequencer.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An adapter of the oracle that the checkout brings.
 *
 * @param tool must be on the path; null if none is needed
 * @param build a command line, empty if there is nothing to build
 * @param run a command line, from the checkout's root
 */
record Adapter(String language, String tool, String build, String run) {

    /** Those of {@code conformance/adapters}, and the reference. */
    static List<Adapter> bundled() {
        List<Adapter> adapters = new ArrayList<>();
        adapters.add(new Adapter("`oracle serve`", null, "", "./isequencer oracle serve"));
        try {
            JsonNode file = new ObjectMapper()
                    .readTree(Scratch.CHECKOUT
                            .resolve("conformance/adapters/adapters.json")
                            .toFile());
            for (JsonNode each : file.get("adapters")) {
                adapters.add(new Adapter(
                        each.get("language").asText(),
                        each.get("tool").asText(),
                        each.get("build").asText(),
                        each.get("run").asText()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return adapters;
    }
}
