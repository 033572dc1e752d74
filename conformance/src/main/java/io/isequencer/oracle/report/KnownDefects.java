package io.isequencer.oracle.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The defective sequencers that come with the oracle, and how each fails: who fails alike may have the same defect.
 *
 * <ul>
 *   <li><i>Source:</i> {@code conformance/adapters/defects.json}; {@code failures.json} beside it is measured.
 * </ul>
 */
final class KnownDefects {
    private static final List<Known> ALL = read();

    private KnownDefects() {}

    /**
     * A defective sequencer.
     *
     * @param broken what is wrong with it, in words
     */
    record Known(String id, String rule, String broken, FailurePattern pattern) {}

    /** One that fails alike, and how much, from 0 to 1. */
    record Likeness(Known known, double likeness) {}

    /** The one that fails most alike, as far as cases up to that level tell. */
    static Optional<Likeness> nearest(FailurePattern pattern, Level highest) {
        return ALL.stream()
                .map(known -> new Likeness(known, known.pattern().upTo(highest).likeness(pattern)))
                .max(Comparator.comparingDouble(Likeness::likeness));
    }

    private static List<Known> read() {
        Map<String, Map<String, Double>> failures = Json.value(packaged("failures.json"), new TypeReference<>() {});
        List<Known> known = new ArrayList<>();
        for (JsonNode defect : packaged("defects.json").get("defects")) {
            String id = defect.get("id").textValue();
            known.add(new Known(
                    id,
                    defect.get("rule").textValue(),
                    defect.get("broken").textValue(),
                    new FailurePattern(failures.get(id))));
        }
        return List.copyOf(known);
    }

    private static JsonNode packaged(String name) {
        return Json.packaged(KnownDefects.class, "/io/isequencer/oracle/adapters/" + name);
    }
}
