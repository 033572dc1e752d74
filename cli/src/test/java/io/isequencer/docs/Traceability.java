package io.isequencer.docs;

import io.isequencer.defects.Defect;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.rules.Rule;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where each rule is specified, kept, tested, broken on purpose and judged, as the sources say it themselves. */
final class Traceability {
    private static final String PRODUCTION = "^(src|storage/src)/main/java/.*\\.java$";
    private static final String SPECIFICATION = "^tla/(Rules\\.tla|configs/.*)$";
    private static final String TESTS = "^(testkit/src/main|[a-z]+(/src)?/test)/java/.*\\.java$";

    private final Map<String, String> files =
            ProjectFiles.text(name -> name.matches(PRODUCTION + "|" + TESTS + "|" + SPECIFICATION));

    /** What one rule is found in, kind by kind; each kind is a line of the page. */
    Map<String, List<String>> places(String rule) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put("Specification", operators(rule));
        places.put("Wrong readings, refuted", wrongReadings(rule));
        places.put("Code", classesThatName(rule));
        places.put("Tests named after it", testsOf(rule));
        places.put("Planted defects", defects(rule));
        places.put("Cases of the oracle", cases(rule));
        return places;
    }

    String page() {
        StringBuilder page = new StringBuilder("""
                # Traceability

                For each rule of [the protocol](protocol.md): the operators of [the specification](../tla/Rules.tla) that state it, the wrong readings that the model checker refutes, the production classes that cite it, the tests that carry its number, the [defects](kill-matrix.md) planted against it, and the [oracle's cases](../conformance/README.md) that were written for it, with their number. The page is made from these sources by `TraceabilityTest`, which fails when it is out of date, or when a rule has no code, no wrong reading, no test or no defect.

                A rule has no operator of its own where keeping it is a matter of which action exists: those readings stand in [SequencerWrong](../tla/SequencerWrong.tla).
                """);
        for (Rule rule : Rule.values()) {
            page.append("\n## [")
                    .append(rule)
                    .append("](protocol.md#")
                    .append(rule.name().toLowerCase(Locale.ROOT))
                    .append(")\n\n")
                    .append(rule.sentence())
                    .append("\n\n");
            places(rule.name()).forEach((kind, names) -> {
                if (!names.isEmpty()) {
                    page.append("- ")
                            .append(kind)
                            .append(": `")
                            .append(String.join("`, `", names))
                            .append("`\n");
                }
            });
        }
        return page.toString();
    }

    private List<String> classesThatName(String rule) {
        Pattern cited = Pattern.compile("\\b" + rule + "\\b");
        List<String> classes = new ArrayList<>();
        files.forEach((name, text) -> {
            if (name.matches(PRODUCTION) && cited.matcher(text).find()) {
                classes.add(className(name));
            }
        });
        return classes;
    }

    private List<String> testsOf(String rule) {
        Pattern test = Pattern.compile(
                "void (" + rule.toLowerCase(Locale.ROOT).replace("r", "r0?") + "(?:_[a-z]|[A-Z])\\w*)\\(");
        List<String> tests = new ArrayList<>();
        files.forEach((name, text) -> {
            for (Matcher hit = test.matcher(text); name.matches(TESTS) && hit.find(); ) {
                tests.add(className(name) + "." + hit.group(1));
            }
        });
        return tests;
    }

    private static List<String> defects(String rule) {
        try {
            return Defect.readAll(ProjectFiles.ROOT.resolve("simulation/defects")).stream()
                    .filter(defect -> defect.rule().equals(rule))
                    .map(Defect::id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cases(String rule) {
        Map<String, Integer> families = new TreeMap<>();
        Catalogue.cases(Bounds.USUAL).stream()
                .filter(Case::isAboutARule)
                .filter(testCase -> testCase.rule().equals(rule))
                .forEach(testCase -> families.merge(testCase.id().replaceFirst("-\\d+$", "-*"), 1, Integer::sum));
        return families.entrySet().stream()
                .map(family -> family.getKey() + " " + family.getValue())
                .toList();
    }

    private List<String> operators(String rule) {
        return Pattern.compile("(?m)^(" + rule + "_\\w+)(?:\\(.*\\))? *==")
                .matcher(files.get("tla/Rules.tla"))
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }

    private List<String> wrongReadings(String rule) {
        Pattern config = Pattern.compile("^tla/configs/(" + rule + "-.*)\\.cfg$");
        return files.keySet().stream()
                .map(config::matcher)
                .filter(Matcher::matches)
                .map(hit -> hit.group(1))
                .toList();
    }

    private static String className(String file) {
        return file.replaceFirst(".*/", "").replaceFirst("\\.java$", "");
    }
}
