package io.isequencer.cli.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.proof.prove.Counterexample;
import io.isequencer.proof.prove.StateText;
import io.isequencer.proof.prove.WrongCheck;
import io.isequencer.proof.prove.WrongReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the proof made of wrong readings, for people and for programs. */
record WrongReport(List<WrongCheck.Result> results, double seconds) {
    WrongReport {
        results = List.copyOf(results);
    }

    List<String> survivors() {
        return results.stream()
                .filter(result -> !result.asExpected())
                .map(result -> result.reading().name())
                .toList();
    }

    static String outcome(WrongCheck.Result result) {
        WrongReading reading = result.reading();
        String found = result.brokenAt() == null
                ? "all proved"
                : (result.example() == null ? "impossible: " : "broken: ") + result.brokenAt();
        return result.asExpected() ? found : found + "; NOT AS EXPECTED: " + expected(reading);
    }

    private static String expected(WrongReading reading) {
        return (reading.outcome() + " " + reading.where()).strip().toLowerCase(Locale.ROOT);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        for (WrongCheck.Result result : results) {
            WrongReading reading = result.reading();
            String reason = reading.reason().isEmpty() ? "" : " (" + reading.reason() + ")";
            lines.add(String.format(
                    Locale.ROOT, "%-32s %-5s %s%s", reading.name(), reading.rule(), outcome(result), reason));
        }
        if (results.size() == 1 && results.get(0).example() != null) {
            Counterexample example = results.get(0).example();
            lines.addAll(StateText.lines(example, Claims.sentence(example)));
        }
        List<String> survivors = survivors();
        lines.add(
                survivors.isEmpty()
                        ? String.format(
                                Locale.ROOT, "%d wrong readings, all as expected, %.1f s", results.size(), seconds)
                        : survivors.size() + " of " + results.size() + " wrong readings not as expected: "
                                + String.join(", ", survivors));
        return String.join("\n", lines);
    }

    String json() {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", survivors().isEmpty() ? "PASS" : "DEFECT_SURVIVED");
        root.put("seconds", Math.round(seconds * 10) / 10.0);
        ArrayNode array = root.putArray("wrong");
        for (WrongCheck.Result result : results) {
            WrongReading reading = result.reading();
            ObjectNode node = array.addObject();
            node.put("name", reading.name());
            node.put("rule", reading.rule());
            node.put("brokenAt", result.brokenAt());
            node.put("expected", reading.where().isEmpty() ? reading.outcome().name() : reading.where());
            if (!reading.reason().isEmpty()) {
                node.put("reason", reading.reason());
            }
        }
        return root.toString();
    }
}
