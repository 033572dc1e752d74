package io.isequencer.oracle.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
    private static final String HEAD = "# isequencer baseline 1\n";
    private static final CheckPlan PLAN = new CheckPlan(Level.L4, null, 1, Profile.STRICT, 1_000);

    @Test
    void whatIsWrittenIsReadAndListsExactlyTheSame() throws Baseline.BadBaselineException {
        List<CaseResult> results = List.of(
                result("L1-last-number-001", Verdict.FAIL),
                result("L0-drain-001", Verdict.PASS),
                result("L0-use-001", Verdict.UNIMPLEMENTED),
                result("L0-scan-001", Verdict.UNKNOWN));
        String text = Baseline.of(results).text();
        assertEquals(HEAD + "L0-scan-001 UNKNOWN\nL0-use-001 UNIMPLEMENTED\nL1-last-number-001 FAIL Reply R17\n", text);
        Baseline read = Baseline.parse(text);
        assertEquals(3, read.size());
        assertEquals(List.of(), read.differences(PLAN, results));
        assertTrue(read.lists(results.get(0)));
    }

    @Test
    void aFailureThatIsNotListedIsFound() throws Baseline.BadBaselineException {
        assertDifference(
                "", result("L1-last-number-001", Verdict.FAIL), "not listed: is FAIL Reply R17, and is not listed");
    }

    @Test
    void aFailureOfAnotherCheckIsFound() throws Baseline.BadBaselineException {
        assertDifference(
                "L1-last-number-001 FAIL Drained R12\n",
                result("L1-last-number-001", Verdict.FAIL),
                "other: is FAIL Reply R17, and is listed as FAIL Drained R12");
    }

    @Test
    void aFailureMayShowInAnyOfTheWaysThatAreListed() throws Baseline.BadBaselineException {
        CaseResult reply = result("L0-use-001", Verdict.FAIL, "Reply");
        CaseResult stored = result("L0-use-001", Verdict.FAIL, "CheckpointSound");
        String text = Baseline.of(List.of(reply.and(stored))).text();
        assertEquals(HEAD + "L0-use-001 FAIL CheckpointSound R18 | Reply R18\n", text);
        Baseline baseline = Baseline.parse(text);
        for (CaseResult each : List.of(reply, stored, reply.and(stored))) {
            assertEquals(List.of(), baseline.differences(PLAN, List.of(each)));
            assertTrue(baseline.lists(each));
        }
        assertDifference(
                "L0-use-001 FAIL CheckpointSound R18 | Reply R18\n",
                result("L0-use-001", Verdict.FAIL, "Drained"),
                "other: is FAIL Drained R18, and is listed as FAIL CheckpointSound R18 | Reply R18");
        assertDifference(
                "L0-use-001 FAIL Reply R18\n",
                reply.and(stored),
                "other: is FAIL CheckpointSound R18 | Reply R18, and is listed as FAIL Reply R18");
    }

    @Test
    void anEntryThatIsStaleIsFound() throws Baseline.BadBaselineException {
        assertDifference(
                "L0-drain-001 FAIL Reply R4\n",
                result("L0-drain-001", Verdict.PASS),
                "stale: passed, and is listed as FAIL Reply R4");
        assertDifference(
                "L0-use-001 UNIMPLEMENTED\n",
                result("L0-use-001", Verdict.PASS),
                "stale: passed, and is listed as UNIMPLEMENTED");
    }

    @Test
    void aCaseThatTurnedIntoASkipIsFound() throws Baseline.BadBaselineException {
        assertDifference(
                "", result("L0-use-001", Verdict.UNIMPLEMENTED), "skipped: is UNIMPLEMENTED, and is not listed");
        assertDifference(
                "L0-use-001 FAIL Reply R18\n",
                result("L0-use-001", Verdict.SKIPPED),
                "skipped: is SKIPPED, and is listed as FAIL Reply R18");
    }

    @Test
    void aCaseThatVanishedIsFound() throws Baseline.BadBaselineException {
        CheckPlan one = new CheckPlan(Level.L4, "L0-drain-001", 1, Profile.STRICT, 1_000);
        List<Baseline.Difference> differences = Baseline.parse(HEAD + "L0-gone-001 UNKNOWN\nL0-drain-002 UNKNOWN\n")
                .differences(one, List.of(result("L0-drain-001", Verdict.PASS)));
        assertEquals(
                List.of(
                        new Baseline.Difference(
                                Baseline.Kind.VANISHED,
                                "L0-drain-002",
                                "is left out of this check by --level or --case, and is listed as UNKNOWN"),
                        new Baseline.Difference(
                                Baseline.Kind.VANISHED,
                                "L0-gone-001",
                                "is no case of this oracle, and is listed as UNKNOWN")),
                differences);
    }

    @Test
    void aCaseThatWasNotComeToHasNotVanished() throws Baseline.BadBaselineException {
        assertEquals(
                List.of(),
                Baseline.parse(HEAD + "L0-drain-002 UNKNOWN\n")
                        .differences(PLAN, List.of(result("L0-drain-001", Verdict.PASS))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "L0-drain-001 UNKNOWN\n",
                HEAD + "L0-drain-001\n",
                HEAD + "L0-drain-001 PASS\n",
                HEAD + "L0-drain-001 FAIL\n",
                HEAD + "L0-drain-001 FAIL Reply\n",
                HEAD + "L0-drain-001 FAIL Reply R4 R5\n",
                HEAD + "L0-drain-001 FAIL Reply R4 |\n",
                HEAD + "L0-drain-001 FAIL Reply R4 | Drained\n",
                HEAD + "L0-drain-001 UNKNOWN R4\n",
                HEAD + "L0-drain-001 UNKNOWN\nL0-drain-001 UNKNOWN\n"
            })
    void whatIsNoBaselineIsRefused(String text) {
        assertThrows(Baseline.BadBaselineException.class, () -> Baseline.parse(text));
    }

    @Test
    void blankLinesAndRemarksMayStandInIt() throws Baseline.BadBaselineException {
        assertEquals(
                1,
                Baseline.parse(HEAD + "\n# ours, see the tracker\n  L0-drain-001   UNKNOWN \r\n")
                        .size());
    }

    @Test
    void whatIsListedIsKnownInEachReportAndWhatDiffersIsAFailure() throws Exception {
        Baseline baseline =
                Baseline.parse(HEAD + "L1-last-number-001 FAIL Reply R17\nL0-drain-001 UNKNOWN\nL0-gone-001 UNKNOWN\n");
        CheckReport report = report(
                        result("L0-drain-001", Verdict.PASS),
                        result("L0-use-001", Verdict.SKIPPED),
                        result("L1-last-number-001", Verdict.FAIL))
                .with(baseline);
        assertEquals(List.of(), report.failures());
        assertEquals(3, report.differences().size());
        assertEquals(
                3, CheckJson.tree(report, 1).get("baseline").get("differences").size());
        List<String> summary = CheckText.summary(report);
        assertTrue(summary.contains("baseline     listed=3 different=3"), summary.toString());
        assertTrue(summary.contains("  stale      L0-drain-001 passed, and is listed as UNKNOWN"), summary.toString());
        String junit = CheckJunit.text(report);
        assertTrue(junit.contains("tests=\"4\" failures=\"3\" errors=\"0\" skipped=\"0\""), junit);
        assertTrue(junit.contains("baseline, vanished: is no case of this oracle"), junit);
    }

    private static void assertDifference(String listed, CaseResult result, String expected)
            throws Baseline.BadBaselineException {
        List<Baseline.Difference> differences = Baseline.parse(HEAD + listed).differences(PLAN, List.of(result));
        assertEquals(1, differences.size());
        Baseline.Difference difference = differences.get(0);
        assertEquals(expected, difference.kind().id() + ": " + difference.text());
        assertEquals(result.testCase().id(), difference.caseId());
    }

    private static CheckReport report(CaseResult... results) {
        Hello hello = new Hello("fake", "1", "Java", Set.of(), Bounds.USUAL);
        return new CheckReport(hello, PLAN, List.of("fake"), Arrays.asList(results), 0);
    }

    private static CaseResult result(String id, Verdict verdict) {
        return result(id, verdict, "Reply");
    }

    private static CaseResult result(String id, Verdict verdict, String property) {
        Finding finding = verdict == Verdict.PASS ? null : Finding.of(property, "right", "wrong");
        return new CaseResult(
                new CheckPlan(Level.L4, id, 1, Profile.STRICT, 1)
                        .cases(Bounds.USUAL)
                        .get(0),
                verdict,
                finding,
                List.of(),
                "",
                1);
    }
}
