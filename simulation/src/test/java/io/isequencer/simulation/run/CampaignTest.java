package io.isequencer.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.StepListener;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
    private static final long STEPS_OF_FIFTY_SEEDS = 110_628;
    private static final String HASH_OF_FIFTY_SEEDS = "c417b3b41eca6725";

    @Test
    void theProductionCorePassesAndEverythingIsReached() {
        Campaign campaign = new Campaign(2_000, ALL);
        for (long seed = 1; seed <= 500; seed++) {
            campaign.run(seed);
        }
        assertEquals(List.of(), campaign.failures());
        assertEquals(List.of(), campaign.divergent());
        assertEquals(List.of(), campaign.unreachedFaults());
        assertEquals(List.of(), campaign.unreachedMarks());
    }

    @Test
    void theOrderOfTheSeedsAndTheSplitIntoPartsDoNotMatter() {
        Campaign forward = new Campaign(300, ALL);
        Campaign odd = new Campaign(300, ALL);
        Campaign even = new Campaign(300, ALL);
        for (long seed = 1; seed <= 20; seed++) {
            forward.run(seed);
            long backward = 21 - seed;
            (backward % 2 == 0 ? even : odd).run(backward);
        }
        even.addAll(odd);
        assertEquals(forward.hash(), even.hash());
        assertEquals(forward.steps(), even.steps());
        assertEquals(forward.tally().count(Mark.BACK_PRESSURE), even.tally().count(Mark.BACK_PRESSURE));
    }

    /** What seeds do, wherever they run. It changes with the protocol and the moves: say why, and renew it. */
    @Test
    void aSeedIsTheRunThatItWas() {
        Campaign campaign = new Campaign(2_000, ALL);
        for (long seed = 1; seed <= 50; seed++) {
            campaign.run(seed);
        }
        assertEquals(STEPS_OF_FIFTY_SEEDS, campaign.steps());
        assertEquals(HASH_OF_FIFTY_SEEDS, Long.toHexString(campaign.hash()));
    }

    @Test
    void differentSeedsTakeDifferentWays() {
        Options options = Options.forSeed(1, 200, ALL);
        RunResult one = new Run(1, options, RunObserver.NONE, StepListener.NONE).execute();
        RunResult two = new Run(2, options, RunObserver.NONE, StepListener.NONE).execute();
        assertNotEquals(one.hash(), two.hash());
    }

    @Test
    void aFaultThatIsNotAllowedNeverHappens() {
        Campaign campaign = new Campaign(1_000, EnumSet.of(FaultKind.CRASH));
        for (long seed = 1; seed <= 40; seed++) {
            campaign.run(seed);
        }
        assertTrue(campaign.tally().count(FaultKind.CRASH) > 0);
        for (FaultKind fault : EnumSet.complementOf(EnumSet.of(FaultKind.CRASH))) {
            assertEquals(0, campaign.tally().count(fault), fault.id());
        }
    }

    @Test
    void whatWasNeverReachedIsNamed() {
        Campaign campaign = new Campaign(5, ALL);
        campaign.run(1);
        assertFalse(campaign.unreachedMarks().isEmpty());
        assertTrue(campaign.unreachedFaults().contains(FaultKind.LOST_TAIL));
    }
}
