package io.isequencer.cli.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.simulation.explore.Difference;
import io.isequencer.simulation.explore.ExploreResult;
import java.util.List;
import java.util.Locale;

/** What an exploration found, for people and for programs. */
final class ExploreReport {
    private static final int SHOWN = 5;

    private ExploreReport() {}

    static String verdict(ExploreResult result) {
        String end = result.different() ? "VIOLATION" : result.complete() ? "NOT COMPARED" : "UNKNOWN";
        return result.same() ? "PASS" : end;
    }

    static String json(ExploreResult result) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", verdict(result));
        root.put("config", result.config());
        root.put("states", result.states());
        root.put("edges", result.edges());
        // Of a comparison that was not made nothing is known: that is not to be taken for "no difference".
        boolean compared = result.specStates() > 0;
        root.put("onlyInCode", compared ? result.onlyInCode() : null);
        root.put("onlyInSpec", compared ? result.onlyInSpec() : null);
        root.put("transitionsPerSecond", result.transitionsPerSecond());
        root.put("transitions", result.transitions());
        root.put("innerStates", result.innerStates());
        root.put("specStates", compared ? result.specStates() : null);
        root.put("specEdges", compared ? result.specEdges() : null);
        root.put("depth", result.depth());
        root.put("peakMemoryBytes", result.peakMemory());
        root.put("seconds", Math.round(result.seconds() * 10) / 10.0);
        root.put("complete", result.complete());
        if (result.violated() != null) {
            ObjectNode violation = root.putObject("violated");
            violation.put("property", result.violated());
            violation.put("message", result.message());
            putAll(violation.putArray("path"), result.path());
        }
        ArrayNode differences = root.putArray("differences");
        result.differences().forEach(difference -> putDifference(differences.addObject(), difference));
        return root.toString();
    }

    private static void putDifference(ObjectNode node, Difference difference) {
        node.put("action", difference.action());
        node.put("only", difference.inCode() ? "code" : "spec");
        node.put("cause", difference.cause());
        node.put("edges", difference.count());
        putAll(node.putArray("path"), difference.path());
        putAll(node.putArray("before"), difference.before());
        putAll(node.putArray("change"), difference.change());
    }

    private static void putAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    static String text(ExploreResult result, String wrong) {
        StringBuilder text = new StringBuilder();
        line(text, "%s: %s", result.config(), wrong == null ? verdict(result) : verdict(result) + " with " + wrong);
        line(
                text,
                "code           %,d states, %,d edges, depth %d%s",
                result.states(),
                result.edges(),
                result.depth(),
                result.complete() ? "" : " (not all: stopped)");
        line(
                text,
                "               %,d transitions, %,d a second; %,d states of its whole memory; %,d MiB at most",
                result.transitions(),
                result.transitionsPerSecond(),
                result.innerStates(),
                result.peakMemory() >> 20);
        if (result.violated() != null) {
            line(text, "violated       %s", result.message());
            line(text, "after          %s", steps(result.path()));
            return text.toString().stripTrailing();
        }
        if (result.specStates() == 0) {
            return text.append("specification  not asked").toString();
        }
        line(text, "specification  %,d states, %,d edges", result.specStates(), result.specEdges());
        line(text, "only in code   %,d states, %,d edges", result.statesOnlyInCode(), result.edgesOnlyInCode());
        line(text, "only in spec   %,d states, %,d edges", result.statesOnlyInSpec(), result.edgesOnlyInSpec());
        line(text, "time           %.1f s", result.seconds());
        List<Difference> causes =
                result.differences().stream().filter(Difference::cause).toList();
        causes.stream().limit(SHOWN).forEach(difference -> appendDifference(text, difference));
        if (causes.size() > SHOWN) {
            line(text, "");
            line(text, "more actions that differ:");
            causes.stream()
                    .skip(SHOWN)
                    .forEach(more ->
                            line(text, "  %s: %,d edges, %s", more.action(), more.count(), side(more.inCode())));
        }
        if (causes.size() < result.differences().size()) {
            line(text, "");
            line(text, "all other edges that differ lie behind these");
        }
        return text.toString().stripTrailing();
    }

    private static void appendDifference(StringBuilder text, Difference difference) {
        line(text, "");
        line(text, "%s (%,d edges), %s", difference.action(), difference.count(), side(difference.inCode()));
        line(text, "  path    %s", steps(difference.path()));
        line(text, "  before  %s", String.join(", ", difference.before()));
        line(text, "  step    %s", change(difference.change()));
        String other = difference.inCode() ? "specification" : "code";
        if (difference.instead().isEmpty()) {
            line(text, "  the %s has no %s there", other, difference.action());
        }
        difference.instead().forEach(instead -> line(text, "  the %s: %s", other, change(instead)));
    }

    private static String side(boolean inCode) {
        return inCode ? "which only the code can" : "which only the specification can";
    }

    private static String steps(List<String> path) {
        return path.isEmpty() ? "at once" : path.size() + " steps: " + String.join(" ", path);
    }

    private static String change(List<String> change) {
        return change.isEmpty() ? "changes nothing" : String.join(", ", change);
    }

    /** A defect and what was seen of it: a property or an action, and the steps to it. */
    static String row(String defect, String[] seen, boolean json) {
        boolean survived = seen.length == 0;
        if (!json) {
            String what = survived ? "not seen" : seen[0] + " after " + seen[1] + " steps";
            return String.format(Locale.ROOT, "%-44s %s", defect, what);
        }
        ObjectNode node = StrictJson.MAPPER.createObjectNode();
        node.put("id", defect);
        node.put("seen", !survived);
        if (!survived) {
            node.put("what", seen[0]);
            node.put("steps", Integer.parseInt(seen[1]));
            putAll(node.putArray("path"), List.of(seen[2].split(" ")));
        }
        return node.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
