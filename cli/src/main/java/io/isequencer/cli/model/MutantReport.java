package io.isequencer.cli.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.model.ModelResult;
import io.isequencer.model.Mutant;
import io.isequencer.model.MutantRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which changes of the specification were noticed, and by what. */
final class MutantReport {

    private final List<Mutant> mutants;
    private final List<ModelResult> results;

    /** @param results one for each mutant, in their order */
    MutantReport(List<Mutant> mutants, List<ModelResult> results) {
        this.mutants = List.copyOf(mutants);
        this.results = List.copyOf(results);
    }

    public List<String> survivors() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (!MutantRun.killed(results.get(i))) {
                names.add(mutants.get(i).name());
            }
        }
        return names;
    }

    public String text() {
        List<String> lines = new ArrayList<>();
        String row = "%-32s %-5s %-24s %-18s %6s %7s";
        lines.add(String.format(Locale.ROOT, row, "mutant", "rule", "config", "noticed by", "states", "seconds"));
        for (int i = 0; i < results.size(); i++) {
            Mutant mutant = mutants.get(i);
            ModelResult result = results.get(i);
            lines.add(String.format(
                    Locale.ROOT,
                    row,
                    mutant.name(),
                    mutant.rule(),
                    mutant.config(),
                    noticedBy(result),
                    result.property() == null ? "" : Long.toString(result.depth()),
                    String.format(Locale.ROOT, "%.1f", result.seconds())));
        }
        List<String> survivors = survivors();
        lines.add(
                survivors.isEmpty()
                        ? results.size() + " changes, all noticed"
                        : survivors.size() + " of " + results.size() + " changes not noticed: "
                                + String.join(", ", survivors));
        return String.join("\n", lines);
    }

    public String json() {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", survivors().isEmpty() ? "PASS" : "FAIL");
        ArrayNode array = root.putArray("mutants");
        for (int i = 0; i < results.size(); i++) {
            ObjectNode node = array.addObject();
            node.put("name", mutants.get(i).name());
            node.put("rule", mutants.get(i).rule());
            node.put("config", mutants.get(i).config());
            node.put("what", mutants.get(i).what());
            node.put("killed", MutantRun.killed(results.get(i)));
            node.put("noticedBy", noticedBy(results.get(i)));
            node.put("depth", results.get(i).knownDepth());
            node.put("seconds", Math.round(results.get(i).seconds() * 10) / 10.0);
        }
        return root.toString();
    }

    /** A property, or that what had to be found is not found any more. */
    private static String noticedBy(ModelResult result) {
        if (!MutantRun.killed(result)) {
            return result.outcome().equals("error") ? "ERROR " + result.problem() : "NOBODY";
        }
        return result.property() == null ? "nothing is found" : result.property();
    }
}
