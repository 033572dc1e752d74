package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.RelationChecker;
import io.isequencer.proof.check.RelationChecker.Answer;
import io.isequencer.proof.relation.Relation;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.SimTracer;
import io.isequencer.simulation.run.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reference model and relation judge the same runs of the simulation, step by step, and agree. */
class RelationSeedsTest {
    private static final int MOVES = 400;

    private static String trace(long seed) {
        Options options = Options.forSeed(seed, MOVES, EnumSet.allOf(FaultKind.class));
        StringWriter out = new StringWriter();
        try (SimTracer tracer = new SimTracer(out, options)) {
            assertTrue(new Run(seed, options, tracer, tracer).execute().passed());
        }
        return out.toString();
    }

    @Test
    void eachStepOfEachSeedIsOneOfTheRelation() throws IOException {
        long steps = 0;
        for (long seed = 1_000; seed < 1_050; seed++) {
            byte[] lines = trace(seed).getBytes(StandardCharsets.UTF_8);
            TraceVerdict verdict = new RelationValidator(Path.of("seed-" + seed), fitting -> {})
                    .follow(new ByteArrayInputStream(lines));
            assertTrue(verdict.valid(), verdict::text);
            steps += verdict.steps();
        }
        assertTrue(steps > 50 * 100, "runs must be long enough to tell: steps=" + steps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"R3_NobodyMoves", "R4_CheckpointN", "R6_NextInMemory", "R10_NeverPrune"})
    void anotherRelationIsNotThatOfTheCode(String reading) {
        RelationChecker right = new RelationChecker();
        RelationChecker wrong = new RelationChecker(Relation.wrong(Set.of(reading)));
        assertEquals(Answer.FITS, follow(right, trace(3)));
        assertEquals(Answer.MISFIT, follow(wrong, trace(3)));
    }

    private static Answer follow(RelationChecker checker, String trace) {
        StepReader reader = new StepReader(checker.names());
        RecordedStep step = new RecordedStep();
        Answer answer = Answer.FITS;
        for (String line : trace.lines().toList()) {
            if (checker.steps() == 0 && line.startsWith("{\"v\"")) {
                reader.header(StepReader.parse(line), checker);
            } else if (answer == Answer.FITS) {
                reader.read(StepReader.parse(line), step);
                answer = checker.take(step);
            }
        }
        return answer;
    }
}
