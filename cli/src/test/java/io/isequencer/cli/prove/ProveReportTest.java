package io.isequencer.cli.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.ExitCode;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.prove.Proof;
import io.isequencer.proof.smt.Solver.Answer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProveReportTest {
    private static final Proof.Result PROVED = new Proof.Result(3, 1, List.of());

    private static ProveReport report(
            Proof.Result result, List<String> impossible, List<String> unneeded, Set<String> missing) {
        return new ProveReport("s 1", Invariant.parts(), result, impossible, unneeded, missing, 1.25);
    }

    private static Proof.Result open(Answer answer) {
        return new Proof.Result(3, 1, List.of(new Proof.Open("Flush", "cover", answer, null)));
    }

    @Test
    void whatIsProvedPasses() {
        ProveReport report = report(PROVED, List.of(), List.of(), Set.of());

        assertEquals(ExitCode.OK, report.exit());
        assertTrue(report.json().startsWith("{\"verdict\":\"PASS\",\"solver\":\"s 1\","), report.json());
    }

    @Test
    void anEmptyProofDoesNotPass() {
        assertEquals(
                ExitCode.VACUOUS,
                report(PROVED, List.of("Flush"), List.of(), Set.of()).exit());
        assertEquals(
                ExitCode.VACUOUS,
                report(PROVED, List.of(), List.of("cover"), Set.of()).exit());
        assertEquals(
                ExitCode.VACUOUS,
                report(PROVED, List.of(), List.of(), Set.of("Sleep")).exit());
        assertEquals(
                ExitCode.VACUOUS,
                report(new Proof.Result(0, 0, List.of()), List.of(), List.of(), Set.of())
                        .exit());
    }

    @Test
    void whatIsNotKnownIsNoVerdictAndWhatIsRefutedIsAViolation() {
        assertEquals(
                ExitCode.UNKNOWN,
                report(open(Answer.UNKNOWN), List.of(), List.of(), Set.of()).exit());
        assertEquals(
                ExitCode.VIOLATION,
                report(open(Answer.REFUTED), List.of(), List.of(), Set.of()).exit());
    }

    @Test
    void eachReasonIsReported() {
        String text = report(open(Answer.UNKNOWN), List.of("Next"), List.of("top"), Set.of("Sleep"))
                .text();

        assertTrue(text.contains("not proved: Flush/cover, unknown\n"), text);
        assertTrue(text.contains("action Next can never happen\n"), text);
        assertTrue(text.contains("nothing needs part top\n"), text);
        assertTrue(text.contains("the relation lacks action Sleep\n"), text);
        assertTrue(text.contains("2 of 3 obligations proved"), text);
    }
}
