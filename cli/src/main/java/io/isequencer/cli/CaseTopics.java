package io.isequencer.cli;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Catalogue;
import io.isequencer.oracle.cases.RandomCases;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.rules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the oracle's cases in words, and its profiles. */
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
                .filter(it -> it.id().equalsIgnoreCase(id))
                .findFirst()
                .map(it -> new Topic(it.id(), it.title(), text(it)));
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

    private static String text(Case it) {
        StringBuilder text = new StringBuilder();
        line(text, it.id() + ": " + it.title());
        line(text, "");
        line(text, it.comment());
        line(text, "Level " + it.level() + ": " + it.level().words() + ".");
        line(text, rule(it.rule()));
        if (!it.params().needs().isEmpty()) {
            line(
                    text,
                    "Needs: "
                            + String.join(
                                    ", ",
                                    it.params().needs().stream()
                                            .map(Capability::id)
                                            .toList()) + ".");
        }
        line(text, "");
        line(text, "Begins with: " + CaseJson.tree(it.params()));
        line(text, "Steps:");
        it.steps().forEach(step -> line(text, "  " + CaseJson.line(step)));
        text.append("Run it: ./isequencer oracle check --case ").append(it.id()).append(" -- COMMAND");
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
