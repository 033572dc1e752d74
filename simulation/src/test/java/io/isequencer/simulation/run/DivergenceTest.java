package io.isequencer.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    private static final Options OPTIONS = Options.forSeed(9, 300, EnumSet.allOf(FaultKind.class));

    @Test
    void twoRunsOfASeedDoNotPart() {
        assertEquals(0, Divergence.firstIn(9, OPTIONS));
    }

    @Test
    void namesTheMoveAtWhichARunWasDisturbed() {
        long[] calm = Divergence.chain(9, OPTIONS, RunObserver.NONE);
        long[] disturbed = Divergence.chain(9, OPTIONS, (number, move, world) -> {
            if (number == 123) {
                world.jumpClock();
            }
        });
        assertEquals(123, Divergence.firstIn(calm, disturbed));
    }

    @Test
    void aRunThatEndsEarlierPartsAtItsEnd() {
        assertEquals(3, Divergence.firstIn(new long[] {1, 2}, new long[] {1, 2, 3}));
    }
}
