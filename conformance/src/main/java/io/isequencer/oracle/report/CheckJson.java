package io.isequencer.oracle.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.wire.Json;
import java.util.Optional;

/** A check's outcome for programs. */
public final class CheckJson {
    private CheckJson() {}

    /** One object. */
    public static ObjectNode tree(CheckReport report, int exitCode) {
        ObjectNode root = Json.object().put("v", 1);
        ObjectNode adapter = root.putObject("adapter")
                .put("name", report.hello().name())
                .put("version", report.hello().version())
                .put("language", report.hello().language());
        ArrayNode capabilities = adapter.putArray("capabilities");
        report.hello().capabilities().stream().map(Capability::id).sorted().forEach(capabilities::add);
        if (!report.hello().unknown().isEmpty()) {
            ArrayNode unknown = adapter.putArray("unknownCapabilities");
            report.hello().unknown().forEach(unknown::add);
        }
        root.put("profile", report.plan().profile().id());
        root.put("seed", Long.toString(report.plan().seed()));
        root.put("exitCode", exitCode);
        root.put("stopped", report.stopped());
        root.put("badge", report.badge().orElse(null));
        Optional<Suspect> found = report.suspect();
        root.put("suspect", found.map(Suspect::rule).orElse(null));
        found.filter(suspect -> suspect.like() != null)
                .ifPresent(suspect -> root.putObject("failsLike")
                        .put("defect", suspect.like())
                        .put("likeness", Math.round(suspect.likeness() * 100) / 100.0));
        ObjectNode counts = root.putObject("counts");
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict.id(), report.count(verdict));
        }
        root.put("known", report.known().size());
        if (report.baseline() != null) {
            ObjectNode baseline =
                    root.putObject("baseline").put("listed", report.baseline().size());
            ArrayNode differences = baseline.putArray("differences");
            report.differences()
                    .forEach(difference -> differences
                            .addObject()
                            .put("kind", difference.kind().id())
                            .put("case", difference.caseId())
                            .put("text", difference.text()));
        }
        ArrayNode cases = root.putArray("cases");
        for (CaseResult result : report.results()) {
            add(cases.addObject(), report, result);
        }
        return root;
    }

    private static void add(ObjectNode node, CheckReport report, CaseResult result) {
        node.put("id", result.testCase().id())
                .put("level", result.testCase().level().name())
                .put("rule", result.rule())
                .put("title", result.testCase().title())
                .put("verdict", result.verdict().id())
                .put("known", report.isKnown(result));
        if (result.again().runs() > 1) {
            node.put("runs", result.again().runs()).put("bad", result.again().bad());
        }
        if (result.finding() != null) {
            node.put("property", result.finding().property())
                    .put("allowed", result.finding().allowed())
                    .put("got", result.finding().got());
            ArrayNode messages = node.putArray("lastMessages");
            result.lastMessages().forEach(messages::add);
            if (result.testCase().level() == Level.L4) {
                node.set("steps", CaseJson.tree(result.testCase()).get("steps"));
            }
            if (result.again().alone() != null) {
                node.put("alone", result.again().alone().verdict().id());
            }
            node.put("again", report.rerunCommand(result));
        }
    }
}
