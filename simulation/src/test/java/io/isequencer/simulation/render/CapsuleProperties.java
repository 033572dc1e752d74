package io.isequencer.simulation.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveText;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.Run;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.simulation.run.Schedule;
import io.isequencer.spi.StepListener;
import io.isequencer.testing.Mutation;
import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Moves and capsules as text: what is written is read, and what cannot be read is told in one line. */
class CapsuleProperties {
    @SeededProperty
    void anyMoveIsReadAsItWasWritten(@ForAll("moves") long move) {
        assertEquals(move, MoveText.parse(MoveText.format(move)));
    }

    @SeededProperty
    void aTextThatIsNoMoveIsRefusedInOneLine(@ForAll("moves") long move, @ForAll("randoms") Random random) {
        for (int i = 0; i < 50; i++) {
            String text = mutated(MoveText.format(move), random);
            try {
                long read = MoveText.parse(text);
                assertEquals(read, MoveText.parse(MoveText.format(read)));
            } catch (IllegalArgumentException refused) {
                assertRule(refused, text);
            }
        }
    }

    @SeededProperty
    void anyRunsCapsuleIsReadAsItWasWritten(@ForAll("seeds") long seed) {
        Capsule capsule = capsule(seed);
        String text = CapsuleJson.format(capsule);
        Capsule read = CapsuleJson.parse(text);
        assertEquals(capsule.options(), read.options());
        assertEquals(text, CapsuleJson.format(read));
        assertEquals(
                capsule.replay(RunObserver.NONE, StepListener.NONE).hash(),
                read.replay(RunObserver.NONE, StepListener.NONE).hash());
    }

    @SeededProperty
    void aMalformedCapsuleIsRefusedInOneLine(@ForAll("seeds") long seed) {
        String text = CapsuleJson.format(capsule(seed));
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            String mutated = mutated(text, random);
            try {
                CapsuleJson.parse(mutated);
            } catch (IllegalArgumentException refused) {
                assertRule(refused, mutated);
            }
        }
    }

    @Provide
    Arbitrary<Long> moves() {
        return Salt.of(Combinators.combine(
                        Arbitraries.of(MoveKind.class),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 65_535),
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(0, Integer.MAX_VALUE)))
                .as(Move::of));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Salt.of(Arbitraries.longs());
    }

    @Provide
    Arbitrary<Random> randoms() {
        return seeds().map(Random::new);
    }

    private static Capsule capsule(long seed) {
        Options options = Options.forSeed(seed, 100, EnumSet.allOf(FaultKind.class));
        Schedule.Recorder recorder = new Schedule.Recorder();
        RunResult result = new Run(seed, options, recorder, StepListener.NONE).execute();
        Schedule moves = recorder.schedule().prefix(result.movesWithFaults());
        return new Capsule(seed, options, moves, true, "Drained", "made up: seed=" + seed, List.of());
    }

    private static String mutated(String text, Random random) {
        return new String(Mutation.of(text.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
    }

    private static void assertRule(IllegalArgumentException refused, String text) {
        String message = refused.getMessage();
        assertFalse(message == null || message.isBlank(), text);
        assertFalse(refused instanceof NumberFormatException, message);
    }
}
