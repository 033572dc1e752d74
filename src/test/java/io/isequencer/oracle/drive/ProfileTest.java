package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.CheckReport;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void goLeavesOutCloseOnAStorageThatIsGoneAndNoRoomAndNothingElse() {
        Set<String> skipped = check(Planted.NONE, Profile.GO_2026_08, "L*").results().stream()
                .filter(result -> result.verdict() == Verdict.SKIPPED)
                .map(result -> result.testCase().id().replaceAll("-\\d+$", ""))
                .collect(Collectors.toSet());
        assertEquals(Set.of("L1-no-room", "L2-close-returns", "L2-close-timeout"), skipped);
    }

    @Test
    void aKnownDefectFailsAndIsNoFailureOfTheRun() {
        CheckReport strict = check(Planted.WRAPS, Profile.STRICT, "L1-last-number-001");
        CheckReport go = check(Planted.WRAPS, Profile.GO_2026_08, "L1-last-number-001");
        assertEquals(List.of(1L, 1L), List.of(strict.count(Verdict.FAIL), go.count(Verdict.FAIL)));
        assertEquals(1, strict.failures().size());
        assertEquals(List.of(), go.failures());
    }

    @Test
    void anotherDefectIsNotKnown() {
        CheckReport go = check(Planted.KEEPS_INPROC, Profile.GO_2026_08, "L0-provisional-*");
        assertTrue(go.count(Verdict.FAIL) > 0);
        assertEquals(go.count(Verdict.FAIL), go.failures().size());
    }

    private static CheckReport check(Planted planted, Profile profile, String glob) {
        CheckPlan plan = new CheckPlan(Level.L3, glob, 1, profile, 100);
        Check check = new Check(() -> new FakeChannel(planted), plan, result -> {});
        List<CaseResult> results = check.run();
        return new CheckReport(check.hello(), plan, List.of("fake"), results, 0);
    }
}
