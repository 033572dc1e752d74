package io.isequencer.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suite takes what is right; {@link WrongStorageTest} and {@link WrongLogTest}: it finds what is wrong. */
@Tag("slow")
class EngineSuiteTest {
    @Test
    void aRightEngineKeepsEveryRule() {
        assertEquals(Set.of(), broken(EngineSuite.STORAGE.judge(PretendStorage.engine(PretendStorage::new))));
        assertEquals(Set.of(), broken(EngineSuite.LOG.judge(PretendLog.engine(PretendLog::new))));
    }

    @Test
    void everyRuleHasAWrongEngine() {
        Set<EngineRule> broken = EnumSet.copyOf(Stream.concat(WrongStorage.rules().stream(), WrongLog.rules().stream())
                .toList());
        assertEquals(EnumSet.allOf(EngineRule.class), broken);
    }

    static void assertBreaks(EngineRule rule, List<EngineSuite.Finding> findings) {
        Set<EngineRule> broken = broken(findings);
        String told = findings.stream()
                .filter(finding -> finding.broken() != null)
                .map(finding -> finding.scenario() + ": " + finding.broken().getMessage())
                .collect(Collectors.joining("\n"));
        assertEquals(Set.of(rule), broken, told);
        assertTrue(told.contains(": " + rule + " " + rule.sentence()), told);
    }

    private static Set<EngineRule> broken(List<EngineSuite.Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.broken() != null)
                .map(EngineSuite.Finding::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
