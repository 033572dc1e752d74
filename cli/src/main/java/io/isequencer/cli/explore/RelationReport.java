package io.isequencer.cli.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.simulation.explore.RelationResult;
import java.util.List;

/** The outcome of a comparison with the relation, for people and for programs. */
final class RelationReport {
    private RelationReport() {}

    static String json(RelationResult result) {
        ObjectNode node = node(result);
        putAll(node.putArray("unseen"), RelationResult.unseen(List.of(result)));
        return node.toString();
    }

    static String json(List<RelationResult> worlds, List<String> unseen, ExitCode end) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", end == ExitCode.OK ? "PASS" : end.name());
        ArrayNode nodes = root.putArray("worlds");
        worlds.forEach(world -> nodes.add(node(world)));
        putAll(root.putArray("unseen"), unseen);
        return root.toString();
    }

    private static ObjectNode node(RelationResult result) {
        ObjectNode node = ExploreReport.node(result.graph(), "Relation");
        ObjectNode steps = node.putObject("steps");
        result.steps().forEach(steps::put);
        return node;
    }

    private static void putAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    static String text(RelationResult result, String wrong) {
        String text = ExploreReport.text(result.graph(), wrong, "relation");
        List<String> unseen = RelationResult.unseen(List.of(result));
        return unseen.isEmpty() ? text : text + "\nnot seen here  " + String.join(", ", unseen);
    }

    static String unseen(List<String> unseen) {
        return unseen.isEmpty()
                ? "each action happened, and each part of the invariant had something to say"
                : "never seen     " + String.join(", ", unseen);
    }
}
