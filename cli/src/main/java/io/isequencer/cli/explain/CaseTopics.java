package io.isequencer.cli.explain;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.oracle.catalogue.RandomCases;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.rules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Explains the oracle's cases, and its profiles. */
final class CaseTopics {
    private CaseTopics() {}

    /** Those that are worth a line in the list of all topics. */
    static List<Topic> topics() {
        return Profile.ofImplementations().stream()
                .map(profile -> new Topic(profile.id(), profile.title(), text(profile)))
                .toList();
    }

    /** A case; its id in any case of letters. */
    static Optional<Topic> find(String id) {
        return Stream.concat(Catalogue.cases(Bounds.USUAL).stream(), RandomCases.cases(1).stream())
                .filter(testCase -> testCase.id().equalsIgnoreCase(id))
                .findFirst()
                .map(testCase -> new Topic(testCase.id(), testCase.title(), text(testCase)));
    }

    private static String text(Profile profile) {
        StringBuilder text = new StringBuilder();
        line(text, "Profile " + profile.id() + ": " + profile.summary());
        line(text, "");
        for (Profile.Known known : profile.rules()) {
            line(
                    text,
                    String.format(
                            Locale.ROOT, "%-5s%s", known.rule(), known.words().replace("\n", "\n     ")));
        }
        line(text, "");
        text.append("Failures of these rules are reported as known and do not count for the exit code. All others do.");
        return text.toString();
    }

    private static String text(Case testCase) {
        StringBuilder text = new StringBuilder();
        line(text, testCase.id() + ": " + testCase.title());
        line(text, "");
        line(text, testCase.comment());
        line(text, "Level " + testCase.level() + ": " + testCase.level().description() + ".");
        line(text, rule(testCase.rule()));
        if (!testCase.params().needs().isEmpty()) {
            line(
                    text,
                    "Needs: "
                            + String.join(
                                    ", ",
                                    testCase.params().needs().stream()
                                            .map(Capability::id)
                                            .toList()) + ".");
        }
        line(text, "");
        line(text, "Begins with: " + CaseJson.tree(testCase.params()));
        line(text, "Steps:");
        testCase.steps().forEach(step -> line(text, "  " + CaseJson.line(step)));
        text.append("Run it: ./isequencer oracle check --case ")
                .append(testCase.id())
                .append(" -- COMMAND");
        return text.toString();
    }

    private static String rule(String id) {
        String sentence = Rule.sentences().get(id);
        return sentence == null ? "As conformance/PROTOCOL.md has it." : "Rule " + id + ": " + sentence;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\n");
    }
}
