package io.isequencer.defects.matrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.defects.Defect;
import io.isequencer.defects.matrix.KillMatrix.Row;
import io.isequencer.laboratory.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kill matrix as JSON, which can be read again.
 *
 * <p>A column that a defect names neither under {@code killedBy} nor under {@code sawNothing} has no place for it. Under
 * {@code change} stands what tells a defect from itself after an edit.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link JsonProcessingException} for a text that is none.
 *   <li><i>Units:</i> seconds.
 * </ul>
 */
public final class MatrixJson {
    private static final String SECONDS = "seconds";
    private static final String KILLED_BY = "killedBy";
    private static final String SAW_NOTHING = "sawNothing";
    private static final String WITHOUT_DEFECT = "withoutDefect";

    private MatrixJson() {}

    /** @param passed whether the matrix has no gap */
    public static String write(KillMatrix matrix, boolean passed) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", passed ? "PASS" : "DEFECT_SURVIVED");
        ObjectNode control = root.putObject(WITHOUT_DEFECT);
        matrix.control().forEach(control::put);
        ArrayNode defects = root.putArray("defects");
        matrix.rows().forEach(row -> put(defects.addObject(), row));
        return root.toString();
    }

    private static void put(ObjectNode node, Row row) {
        node.put("id", row.defect().id());
        node.put("rule", row.defect().rule());
        node.put("change", change(row.defect()));
        ObjectNode killedBy = node.putObject(KILLED_BY);
        ObjectNode sawNothing = node.putObject(SAW_NOTHING);
        if (!row.defect().unseen().isEmpty()) {
            ObjectNode unseen = node.putObject("unseen");
            row.defect().unseen().forEach(unseen::put);
        }
        row.kills().forEach((name, kill) -> {
            switch (kill.outcome()) {
                case KILLED -> killedBy.putObject(name).put("how", kill.how()).put(SECONDS, kill.seconds());
                case SURVIVED -> sawNothing.put(name, kill.seconds());
                case NOT_APPLICABLE -> {}
            }
        });
    }

    /** What a text holds of these defects, as far as they are still the same. */
    public static KillMatrix read(String text, List<Column> columns, List<Defect> defects)
            throws JsonProcessingException {
        JsonNode root = StrictJson.MAPPER.readTree(text);
        KillMatrix matrix = new KillMatrix(columns);
        root.path(WITHOUT_DEFECT)
                .properties()
                .forEach(entry ->
                        matrix.control().put(entry.getKey(), entry.getValue().asDouble()));
        Map<String, JsonNode> known = new LinkedHashMap<>();
        root.path("defects").forEach(node -> known.put(node.path("change").asText(), node));
        for (Defect defect : defects) {
            JsonNode node = known.get(change(defect));
            if (node != null) {
                matrix.add(defect, kills(node));
            }
        }
        return matrix;
    }

    private static Map<String, Kill> kills(JsonNode node) {
        Map<String, Kill> kills = new LinkedHashMap<>();
        node.path(KILLED_BY)
                .properties()
                .forEach(entry -> kills.put(
                        entry.getKey(),
                        Kill.killed(
                                entry.getValue().path("how").asText(),
                                entry.getValue().path(SECONDS).asDouble())));
        node.path(SAW_NOTHING)
                .properties()
                .forEach(entry ->
                        kills.put(entry.getKey(), Kill.survived(entry.getValue().asDouble())));
        return kills;
    }

    private static String change(Defect defect) {
        return Integer.toHexString((defect.id() + defect.file() + defect.changes()).hashCode());
    }
}
