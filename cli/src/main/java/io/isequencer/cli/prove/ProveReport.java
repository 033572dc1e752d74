package io.isequencer.cli.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.prove.Proof;
import io.isequencer.proof.prove.StateText;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.smt.Solver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was proved, for people and for programs.
 *
 * @param impossible actions that can never happen
 * @param unneeded parts of the invariant that nothing needs
 * @param missing actions of the specification that the relation lacks
 */
record ProveReport(
        String solver,
        List<Part> parts,
        Proof.Result result,
        List<String> impossible,
        List<String> unneeded,
        Set<String> missing,
        double seconds) {
    ProveReport {
        parts = List.copyOf(parts);
        impossible = List.copyOf(impossible);
        unneeded = List.copyOf(unneeded);
        missing = new TreeSet<>(missing);
    }

    ExitCode exit() {
        boolean refuted = result.open().stream()
                .anyMatch(open -> open.example() != null || open.answer() == Solver.Answer.REFUTED);
        if (refuted) {
            return ExitCode.VIOLATION;
        }
        if (result.obligations() == 0 || !impossible.isEmpty() || !unneeded.isEmpty() || !missing.isEmpty()) {
            return ExitCode.VACUOUS;
        }
        return result.open().isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN;
    }

    private static long actions() {
        return Relation.right().actions().stream().map(Action::name).distinct().count();
    }

    String json() {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", exit() == ExitCode.OK ? "PASS" : exit().name());
        root.put("solver", solver);
        root.put("actions", actions());
        root.put("parts", parts.size());
        root.put("obligations", result.obligations());
        root.put("proved", result.proved());
        root.put("unknown", result.open().size());
        root.put("seconds", Math.round(seconds * 10) / 10.0);
        ArrayNode open = root.putArray("open");
        for (Proof.Open each : result.open()) {
            ObjectNode node = open.addObject();
            node.put("action", each.action());
            node.put("part", each.claim());
            node.put("answer", each.answer().name());
            if (each.example() != null) {
                explanation(each).forEach(node.putArray("counterexample")::add);
            }
        }
        put(root, "impossible", impossible);
        put(root, "unneeded", unneeded);
        put(root, "missingActions", missing);
        root.putArray("wrong");
        return root.toString();
    }

    private static void put(ObjectNode root, String name, Collection<String> values) {
        values.forEach(root.putArray(name)::add);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        for (Proof.Open open : result.open()) {
            lines.add("not proved: " + open.name() + ", " + open.answer().name().toLowerCase(Locale.ROOT));
            if (open.example() != null) {
                lines.addAll(explanation(open));
            }
        }
        impossible.forEach(action -> lines.add("action " + action + " can never happen"));
        unneeded.forEach(part -> lines.add("nothing needs part " + part));
        missing.forEach(action -> lines.add("the relation lacks action " + action));
        lines.add(String.format(
                Locale.ROOT,
                "%d of %d obligations proved (%d of them because nothing that they speak of is changed): %d actions,"
                        + " %d parts; %s, %.1f s",
                result.proved(),
                result.obligations(),
                result.untouched(),
                actions(),
                parts.size(),
                solver,
                seconds));
        return String.join("\n", lines);
    }

    private static List<String> explanation(Proof.Open open) {
        return StateText.lines(open.example(), Claims.sentence(open.example()));
    }
}
