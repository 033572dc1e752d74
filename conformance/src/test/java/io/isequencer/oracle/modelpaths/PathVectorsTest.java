package io.isequencer.oracle.modelpaths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.vectors.VectorPlayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathVectorsTest {
    private static final Map<String, Object> ONE = Map.of("wsId", "7", "seqId", 1, "number", "1");
    private static final List<PathStep> FIRST_LIFE = List.of(
            step("Open", Map.of()),
            step("ActClear", Map.of()),
            step("Start", Map.of("wsId", "7", "plogOffset", "1")),
            step("Miss", Map.of("seqId", 1)),
            step("Next", Map.of("seqId", 1, "number", "1")),
            step("AppendOk", Map.of("plogOffset", "1", "numbers", List.of(ONE))),
            step("Flush", Map.of("plogOffset", "1")),
            step("FlWriteValue", ONE),
            step("Crash", Map.of()));
    private static final List<PathStep> SECOND_LIFE = List.of(
            step("Open", Map.of()),
            step("Start", Map.of("wsId", "7", "plogOffset", "2")),
            step("Next", Map.of("seqId", 1, "number", "2")));

    @Test
    void aLifeBecomesAVectorWithWhatWasStoredAtItsBegin() {
        List<Case> vectors = vectors(FIRST_LIFE, SECOND_LIFE);
        assertEquals(2, vectors.size());
        Case second = vectors.stream()
                .filter(vector -> !vector.params().plog().isEmpty())
                .findFirst()
                .orElseThrow();
        assertEquals(
                "[KeyNumber[wsId=7, seqId=1, number=1]]",
                second.params().numbers().toString());
        assertEquals("0", second.params().nextPLogOffset(), "the write was torn");
        vectors.forEach(vector -> assertNull(VectorPlayer.play(vector)));
    }

    @Test
    void aLifeThatAnotherContinuesIsLeftOut() {
        PathVectors vectors = new PathVectors("test", 1);
        vectors.add(FIRST_LIFE.subList(0, 6));
        vectors.add(FIRST_LIFE.subList(0, 5));
        vectors.add(FIRST_LIFE);
        List<Case> all = vectors.vectors();
        assertEquals(1, all.size());
        assertEquals(
                1,
                all.get(0).steps().stream().filter(Step.Flush.class::isInstance).count());
    }

    @Test
    void nothingNeedBeStoredOfAnEventThatNoFlushToldOf() {
        Case cut = vectors(FIRST_LIFE.subList(0, 6)).get(0);
        assertEquals(
                List.of(),
                cut.steps().stream().filter(Step.Check.class::isInstance).toList());
        assertNull(VectorPlayer.play(cut));
        Case told = vectors(FIRST_LIFE.subList(0, 7)).get(0);
        assertEquals(
                1, told.steps().stream().filter(Step.Check.class::isInstance).count());
    }

    @Test
    void aModelThatIsWrongIsNoticed() {
        List<PathStep> wrong = new ArrayList<>(FIRST_LIFE);
        wrong.set(4, step("Next", Map.of("seqId", 1, "number", "2")));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> vectors(wrong));
        assertEquals("model and reference must agree: number=2, reference=1", refusal.getMessage());
    }

    @SafeVarargs
    private static List<Case> vectors(List<PathStep>... lives) {
        List<PathStep> path = new ArrayList<>();
        for (List<PathStep> life : lives) {
            path.addAll(life);
        }
        PathVectors vectors = new PathVectors("test", 1);
        vectors.add(path);
        return vectors.vectors();
    }

    private static PathStep step(String action, Map<String, Object> fields) {
        return new PathStep(action, fields);
    }
}
