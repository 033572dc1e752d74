package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.CheckReport;
import io.isequencer.testing.ProjectFiles;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final Profile GO = Profile.of("go-2026-08").orElseThrow();

    @Test
    void goLeavesOutCloseOnAStorageThatIsGoneAndNoRoomAndNothingElse() {
        Set<String> skipped = check(Planted.NONE, GO, "L*").results().stream()
                .filter(result -> result.verdict() == Verdict.SKIPPED)
                .map(result -> result.testCase().id().replaceAll("-\\d+$", ""))
                .collect(Collectors.toSet());
        assertEquals(Set.of("L1-no-room", "L2-close-returns", "L2-close-timeout"), skipped);
    }

    @Test
    void aKnownDefectFailsAndIsNoFailureOfTheRun() {
        CheckReport strict = check(Planted.WRAPS, Profile.STRICT, "L1-last-number-001");
        CheckReport go = check(Planted.WRAPS, GO, "L1-last-number-001");
        assertEquals(List.of(1L, 1L), List.of(strict.count(Verdict.FAIL), go.count(Verdict.FAIL)));
        assertEquals(1, strict.failures().size());
        assertEquals(List.of(), go.failures());
    }

    @Test
    void anotherDefectIsNotKnown() {
        CheckReport go = check(Planted.KEEPS_INPROC, GO, "L0-provisional-*");
        assertTrue(go.count(Verdict.FAIL) > 0);
        assertEquals(go.count(Verdict.FAIL), go.failures().size());
    }

    @Test
    void theIndexHasEveryFileAndEachIsNamedAfterItsProfile() {
        Set<String> files = ProjectFiles.text(name -> name.startsWith("conformance/profiles/"))
                .keySet();
        Set<String> named = Profile.ofImplementations().stream()
                .map(profile -> "conformance/profiles/" + profile.id() + ".json")
                .collect(Collectors.toCollection(TreeSet::new));
        named.add("conformance/profiles/index.json");
        assertEquals(files, named);
    }

    @Test
    void whatAProfileLeavesOutIsAFamilyOfTheCatalogue() {
        for (Profile profile : Profile.ofImplementations()) {
            for (String family : profile.leftOut()) {
                assertTrue(
                        Catalogue.cases(Bounds.USUAL).stream()
                                .anyMatch(it -> it.id().matches(it.level() + "-" + family + "-\\d{3}")),
                        family);
            }
        }
    }

    private static CheckReport check(Planted planted, Profile profile, String glob) {
        CheckPlan plan = new CheckPlan(Level.L3, glob, 1, profile, 100);
        Check check = new Check(() -> new FakeChannel(planted), plan, result -> {});
        List<CaseResult> results = check.run();
        return new CheckReport(check.hello(), plan, List.of("fake"), results, 0);
    }
}
