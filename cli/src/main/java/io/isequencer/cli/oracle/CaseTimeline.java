package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.output.TimelineOutput;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseParams.KindDeclaration;
import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.CaseParams.SeqDeclaration;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Timelines;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.CheckReport;
import io.isequencer.rules.Rule;
import io.isequencer.timeline.TimelineHeader;
import io.isequencer.timeline.TimelineKey;
import io.isequencer.timeline.TimelinePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws the case that a check kept. */
final class CaseTimeline {
    private static final Map<String, String> RULES = Rule.sentences();

    private CaseTimeline() {}

    static void write(OutputFile file, CheckReport report, Timelines timelines) {
        if (timelines.result() == null) {
            throw new CliException(ExitCode.VACUOUS, "a case must have been run to be drawn: html=" + file.path());
        }
        TimelinePage page = new TimelinePage();
        timelines.frames().forEach(page);
        TimelineOutput.write(file, page, header(report, timelines.result()));
    }

    private static TimelineHeader header(CheckReport report, CaseResult result) {
        boolean passed = result.verdict() == Verdict.PASS;
        Case testCase = result.testCase();
        String property = passed ? "" : result.finding().property();
        String message = passed
                ? ""
                : property + ": expected " + result.finding().allowed() + ", got "
                        + result.finding().got();
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("case", testCase.id());
        options.put("adapter", report.hello().name());
        options.put("maxUnflushedValues", testCase.params().limits().maxUnflushedValues());
        options.put("cacheSize", testCase.params().limits().cacheSize());
        return new TimelineHeader(
                report.plan().seed(),
                property,
                message,
                testCase.comment(),
                RULES.containsKey(result.rule()) ? List.of(result.rule()) : List.of(),
                testCase.steps().stream().mapToInt(Step::owner).max().orElse(0) + 1,
                keys(testCase),
                options,
                -1,
                report.rerunCommand(result),
                testCase.title(),
                "docs/protocol.md",
                RULES);
    }

    /** Every workspace of the case with every sequence. */
    private static List<TimelineKey> keys(Case testCase) {
        Set<String> workspaces = new TreeSet<>();
        testCase.params().plog().stream().map(LoggedEvent::wsId).forEach(workspaces::add);
        testCase.params().numbers().forEach(stored -> workspaces.add(stored.wsId()));
        for (Step step : testCase.steps()) {
            if (step instanceof Step.Start start) {
                workspaces.add(start.wsId());
            }
        }
        List<TimelineKey> keys = new ArrayList<>();
        for (String wsId : workspaces) {
            for (KindDeclaration kind : testCase.params().seqTypes()) {
                for (SeqDeclaration seq : kind.seqs()) {
                    Key key = new Key(Long.parseUnsignedLong(wsId), seq.seqId());
                    keys.add(new TimelineKey(
                            key.toString(), key.wsId(), seq.seqId(), Long.parseUnsignedLong(seq.initial())));
                }
            }
        }
        return keys;
    }
}
