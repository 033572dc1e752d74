package io.isequencer.oracle.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the reports of a check say, on results made by hand. */
class CheckReportsTest {
    private static final Profile GO = Profile.of("go-2026-08").orElseThrow();
    private static final Finding BLOCK_END = new Finding(
            "StorageJustified", "R6", "a number of at most 1", "a write of number 10, which no event in the log has");

    @Test
    void theFirstLineNamesWhatBrokeAndTheCaseStandsBelow() {
        CaseResult result = failed("L0-only-flush-moves-001", BLOCK_END, "");
        List<String> lines = CheckText.lines(report(Profile.STRICT, result), result);
        assertEquals(
                "FAIL L0-only-flush-moves-001  R6  a number was written that no event in the log has", lines.get(0));
        assertEquals("  property: StorageJustified (./isequencer explain StorageJustified)", lines.get(1));
        assertTrue(lines.contains("  case:     2 transactions in a row, made for R3"), lines.toString());
    }

    @Test
    void aCaseIsRunAgainWithThePatienceThatItHad() {
        CaseResult result = failed("L0-drain-001", BLOCK_END, "");
        for (Map.Entry<Long, String> each : Map.of(
                        CheckPlan.USUAL_PATIENCE_MS,
                        "",
                        CheckPlan.FOR_EVER_MS,
                        "",
                        2_500L,
                        "--patience 2500ms ",
                        30_000L,
                        "--patience 30s ",
                        120_000L,
                        "--patience 2m ")
                .entrySet()) {
            CheckPlan plan = new CheckPlan(Level.L4, "L0-*", 1, Profile.STRICT, each.getKey());
            Hello hello = new Hello("fake", "1", "Java", Set.of(), Bounds.USUAL);
            CheckReport report = new CheckReport(hello, plan, List.of("fake", "a b"), List.of(result), 0);
            assertEquals(
                    "./isequencer oracle check --case L0-drain-001 " + each.getValue() + "-- fake 'a b'",
                    report.rerunCommand(result));
        }
    }

    @Test
    void standardErrorHasItsFirstLinesAndItsLast() {
        String errors = IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        CaseResult result = failed("L0-drain-001", BLOCK_END, errors);
        List<String> lines = CheckText.lines(report(Profile.STRICT, result), result);
        int at = lines.indexOf("    line 6");
        assertEquals(List.of("    … 24 lines …", "    line 31"), lines.subList(at + 1, at + 3));
        assertTrue(lines.contains("    line 1") && lines.contains("    line 40"), lines.toString());
    }

    @Test
    void junitSaysRulePropertyAndBothSides() {
        String xml = CheckJunit.text(report(Profile.STRICT, failed("L0-drain-001", BLOCK_END, "")));
        assertTrue(
                xml.contains("message=\"R6 StorageJustified: expected a number of at most 1, got a write of number 10,"
                        + " which no event in the log has\""),
                xml);
    }

    @Test
    void whatIsKnownStandsInAColumnOfItsOwnAndIsNoSuspect() {
        CaseResult known = failed("L1-last-number-001", Finding.of("Reply", "error 1004", "number 1"), "");
        CaseResult other = failed("L0-drain-001", Finding.of("Drained", "stored", "not stored"), "");
        CheckReport both = report(GO, known, other, passed("L0-drain-002"));
        List<String> table = CheckText.summary(both);
        assertTrue(table.contains(row("L1", 1, 0, 0, 1)), table.toString());
        assertTrue(table.contains(row("L0", 2, 1, 1, 0)), table.toString());
        assertEquals("R4", both.suspect().orElseThrow().rule());
        CheckReport alone = report(GO, known);
        assertTrue(alone.suspect().isEmpty(), "nothing else failed");
        assertEquals(1, CheckJson.tree(alone, 0).get("known").asInt());
        assertEquals(1, CheckJson.tree(alone, 0).get("counts").get("FAIL").asInt());
        assertFalse(String.join("\n", CheckText.summary(report(Profile.STRICT, other)))
                .contains("  known"));
    }

    @Test
    void aCheckThatWasStoppedSaysSoAndHowManyCasesWereNotComeTo() {
        CheckReport whole = report(Profile.STRICT, passed("L0-drain-001"));
        CheckReport stopped = new CheckReport(
                whole.hello(), whole.plan(), whole.command(), whole.results(), 0, whole.baseline(), true);
        String notRun = "; not run: cases=" + whole.notRun();
        assertTrue(CheckText.summary(whole).contains("stopped      at the first failure" + notRun));
        assertTrue(CheckText.summary(stopped).contains("stopped      by a signal" + notRun));
        assertFalse(CheckJson.tree(whole, 0).get("stopped").asBoolean());
        assertTrue(CheckJson.tree(stopped, 0).get("stopped").asBoolean());
    }

    @Test
    void aCapabilityThatIsNotKnownIsNamed() {
        CheckReport report = report(Profile.STRICT, passed("L0-drain-001"));
        assertTrue(CheckText.summary(report).contains("capabilities none"));
        assertFalse(CheckJson.tree(report, 0).get("adapter").has("unknownCapabilities"));
        Hello misspelt =
                new Hello("fake", "1", "Java", Set.of(Capability.USE), List.of("crasch", "dance"), Bounds.USUAL);
        CheckReport named = new CheckReport(misspelt, report.plan(), report.command(), report.results(), 0);
        assertTrue(CheckText.summary(named).contains("capabilities use; unknown and ignored: crasch, dance"));
        assertEquals(
                "crasch",
                CheckJson.tree(named, 0).at("/adapter/unknownCapabilities/0").asText());
    }

    private static String row(String level, int cases, int passed, int failed, int known) {
        return String.format(
                java.util.Locale.ROOT,
                "%-5s  %5d  %4d  %4d  %10d  %13d  %7d  %7d  %14d  %5d",
                level,
                cases,
                passed,
                failed,
                0,
                0,
                0,
                0,
                0,
                known);
    }

    private static CheckReport report(Profile profile, CaseResult... results) {
        Hello hello = new Hello("fake", "1", "Java", Set.of(), Bounds.USUAL);
        CheckPlan plan = new CheckPlan(Level.L4, "L*", 1, profile, 1_000);
        return new CheckReport(hello, plan, List.of("fake"), Arrays.asList(results), 0);
    }

    private static CaseResult failed(String id, Finding finding, String errors) {
        return new CaseResult(named(id), Verdict.FAIL, finding, List.of(), errors, 1);
    }

    private static CaseResult passed(String id) {
        return new CaseResult(named(id), Verdict.PASS, null, List.of(), "", 1);
    }

    private static Case named(String id) {
        return new CheckPlan(Level.L4, id, 1, Profile.STRICT, 1)
                .cases(Bounds.USUAL)
                .get(0);
    }
}
