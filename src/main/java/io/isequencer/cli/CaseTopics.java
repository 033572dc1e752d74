package io.isequencer.cli;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Catalogue;
import io.isequencer.oracle.cases.RandomCases;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the oracle's cases in words, and its profile. */
final class CaseTopics {
    private static final String GO_PROFILE = String.join(
            "\n",
            "Profile go-2026-08: what voedger's Go package of August 2026 is known to break.",
            "",
            "R4   the stored offset is that of the last event, not the one behind: harmless, and always allowed",
            "R5   the scan publishes offset and values one after the other: a checkpoint can hide numbers, seldom",
            "R6   a stored number below the initial value is counted on",
            "R9   the scan overwrites instead of taking the larger number: an import of a low number shadows",
            "R12  the end of a scan wakes nobody: its values wait for the next flush, or for a start that is refused",
            "R15  close hangs while writes fail or a call is not answered: close-returns and close-timeout are left out;",
            "     what is flushed during a write is not written at a close",
            "R16  a limit of 0 is taken, unless its adapter refuses it: no-room is left out",
            "R17  numbers wrap after the last one, offsets too",
            "R18  there is no call for explicit numbers: those cases are UNIMPLEMENTED",
            "",
            "Failures of these rules are reported as known and do not count for the exit code. All others do.");

    private CaseTopics() {}

    /** Those that are worth a line in the list of all topics. */
    static List<Topic> topics() {
        return List.of(new Topic("go-2026-08", "the oracle's profile for voedger's Go package", GO_PROFILE));
    }

    /** A case; its id in any case of letters. */
    static Optional<Topic> find(String id) {
        return Stream.concat(Catalogue.cases(Bounds.USUAL).stream(), RandomCases.cases(1).stream())
                .filter(it -> it.id().equalsIgnoreCase(id))
                .findFirst()
                .map(it -> new Topic(it.id(), it.title(), text(it)));
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
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.name().equals(id))
                .map(rule -> "Rule " + id + ": " + rule.sentence())
                .findFirst()
                .orElse(
                        id.equals(Rule.WRITE_AHEAD)
                                ? "Rule " + id + ": " + Rule.WRITE_AHEAD_SENTENCE
                                : "As conformance/PROTOCOL.md has it.");
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\n");
    }
}
