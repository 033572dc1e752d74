package io.isequencer.oracle.modelpaths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.catalogue.ModelCases;
import io.isequencer.oracle.catalogue.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PathCasesTest {
    private static final List<PathStep> RECOVERED =
            List.of(step("Open"), step("ActReadCheckpoint", "checkpoint", "0"), step("ActDone"), step("Start"));
    private static final List<PathStep> FLUSHED = List.of(
            step("Next", "number", "1"),
            step("AppendOk"),
            step("Flush"),
            step("FlSnapshot", "checkpoint", "2"),
            step("FlSync"));

    @Test
    void anOutdatedAnswerComesWhenTheNextWriteShowsThatTheFlusherHasPruned() {
        List<String> ops = ops(
                FLUSHED,
                List.of(step("Start"), step("Miss"), step("Read"), step("FlWriteValue"), step("FlWriteCheckpoint")),
                List.of(step("FlPrune"), step("Fill"), step("Next", "number", "2")));
        int read = ops.indexOf("AWAIT READ_NUMBERS");
        assertEquals(
                List.of("FAULT", "RELEASE WRITE null", "AWAIT WRITE", "RELEASE READ_NUMBERS null"),
                ops.subList(read + 1, read + 5));
    }

    @Test
    void aWriteThatFailsIsTornAsFarAsTheModelHasWritten() {
        assertTrue(ops(FLUSHED, List.of(step("FlFail"))).contains("RELEASE WRITE FAIL_BEFORE"));
        assertTrue(ops(FLUSHED, List.of(step("FlWriteValue"), step("FlFail"))).contains("RELEASE WRITE TORN"));
        assertTrue(
                ops(FLUSHED, List.of(step("FlWriteCheckpoint"), step("FlFail"))).contains("RELEASE WRITE FAIL_AFTER"));
    }

    @Test
    void aLateWriteLandsWhenTheModelsDoes() {
        List<String> ops = ops(
                FLUSHED,
                List.of(step("FlFail", "late", true), step("Crash"), step("LateCheckpointLands"), step("Open")));
        assertTrue(ops.indexOf("LAND -1") > ops.indexOf("CRASH"), ops::toString);
    }

    @Test
    void nothingIsLeftHeldAndAllIsStoredInTheEnd() {
        List<String> ops = ops(FLUSHED, List.of());
        assertTrue(ops.indexOf("RELEASE ANY null") > ops.indexOf("AWAIT WRITE"), ops::toString);
        assertTrue(ops.subList(ops.size() - 3, ops.size()).contains("CHECK"), ops::toString);
    }

    @Test
    void allPairsOfThePathsAreInTheCasesAndEachCaseBringsOne() {
        PathCases paths = new PathCases();
        paths.add("test", joined(FLUSHED, List.of(step("FlFail"))), false);
        paths.add("test", joined(FLUSHED, List.of(step("FlFail"))), false);
        paths.add("test", joined(FLUSHED, List.of(step("Crash"))), false);
        assertEquals(2, paths.cases().size());
        assertEquals(7, paths.pairs());
    }

    @Test
    void theCommittedCasesDifferFromEachOther() {
        List<Case> committed = ModelCases.committed();
        Set<List<Step>> meanings = committed.stream().map(Case::steps).collect(Collectors.toSet());
        assertEquals(committed.size(), meanings.size());
        assertNotEquals(0, committed.size());
    }

    @SafeVarargs
    private static List<PathStep> joined(List<PathStep>... parts) {
        List<PathStep> path = new ArrayList<>(RECOVERED);
        for (List<PathStep> part : parts) {
            path.addAll(part);
        }
        return path;
    }

    @SafeVarargs
    private static List<String> ops(List<PathStep>... parts) {
        Script script = new PathScript(joined(parts), false).write();
        return script.build("L3-model-001", Level.L3, "R7", "", "").steps().stream()
                .map(PathCasesTest::op)
                .toList();
    }

    private static String op(Step step) {
        if (step instanceof Step.Release release) {
            return "RELEASE " + release.on() + " " + release.as();
        } else if (step instanceof Step.Await await) {
            return "AWAIT " + await.on();
        } else if (step instanceof Step.Land land) {
            return "LAND " + land.applied();
        }
        return step.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static PathStep step(String action, Object... field) {
        return new PathStep(action, field.length == 0 ? Map.of() : Map.of((String) field[0], field[1]));
    }
}
