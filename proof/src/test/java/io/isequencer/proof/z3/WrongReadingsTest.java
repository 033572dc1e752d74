package io.isequencer.proof.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.prove.WrongCheck;
import io.isequencer.proof.prove.WrongReading;
import io.isequencer.proof.prove.WrongReading.Outcome;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WrongReadingsTest {
    private static final Pattern WRONG = Pattern.compile("Wrong = \\{([^}]*)\\}");
    private static final Pattern RULE = Pattern.compile("rule: (\\w+)");

    private static String line(WrongReading reading) {
        return reading.rule() + " " + reading.change();
    }

    /** Configurations that must fail because of a wrong reading, and changes, as the specification's files have them. */
    private static Map<String, String> specified() {
        Map<String, String> specified = new TreeMap<>();
        ProjectFiles.text(name -> name.matches("tla/configs/.*\\.cfg")).forEach((name, text) -> {
            Matcher wrong = WRONG.matcher(text);
            Matcher rule = RULE.matcher(text);
            if (text.contains("expect: violated")
                    && wrong.find()
                    && !wrong.group(1).isBlank()
                    && rule.find()) {
                specified.put(
                        "config " + name.replaceAll(".*/|\\.cfg", ""),
                        rule.group(1) + " " + wrong.group(1).replaceAll("[\\s\"]", ""));
            }
        });
        Matcher mutant = Pattern.compile("(?m)^== (\\S+)\nrule: (\\w+)").matcher(ProjectFiles.read("tla/mutants.txt"));
        while (mutant.find()) {
            specified.put("change " + mutant.group(1), mutant.group(2) + " " + mutant.group(1));
        }
        return specified;
    }

    @Test
    void theTableHasEachConfigurationAndEachChange() {
        Map<String, String> listed = new TreeMap<>();
        WrongReading.all()
                .forEach(reading -> listed.put(
                        (reading.change().equals(reading.name()) ? "change " : "config ") + reading.name(),
                        line(reading)));

        assertEquals(specified(), listed);
    }

    @Test
    @Tag("slow")
    void eachBreaksTheProofWhereItIsExpectedTo() {
        WrongCheck check = new WrongCheck(new Z3(), new Z3()::model);

        List<String> unexpected = Sample.oneIn(4, WrongReading.all()).stream()
                .map(check::check)
                .filter(result -> !result.asExpected())
                .map(result -> result.reading().name() + ": " + result.brokenAt())
                .toList();

        assertEquals(List.of(), unexpected);
    }

    @Test
    void mostAreAboutSafety() {
        Map<Outcome, Long> outcomes = WrongReading.all().stream()
                .collect(Collectors.groupingBy(WrongReading::outcome, Collectors.counting()));

        assertTrue(outcomes.get(Outcome.BREAKS) > 100, outcomes.toString());
        String counted = WrongReading.all().size() + " in all. Of these " + outcomes.get(Outcome.BREAKS) + " break";
        assertTrue(ProjectFiles.read("proof/README.md").contains(counted), counted);
        String said = "broken by each of " + outcomes.get(Outcome.BREAKS) + " wrong readings";
        assertTrue(ProjectFiles.read("README.md").contains(said), said);
    }

    @Test
    @Tag("slow")
    void oneThatBreaksElsewhereIsNotAsExpected() {
        WrongCheck check = new WrongCheck(new Z3(), new Z3()::model);

        for (String where : List.of("Flush/once", "FlPrune/synced")) {
            WrongReading wrong = new WrongReading("x", "R10", "R10-prune-blindly", Outcome.BREAKS, where, "");
            assertFalse(check.check(wrong).asExpected(), where);
        }
        WrongReading harmless = new WrongReading("x", "R10", "R10-prune-blindly", Outcome.HARMLESS, "", "said so");
        assertFalse(check.check(harmless).asExpected());
    }
}
