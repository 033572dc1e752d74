package io.isequencer.simulation.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.SecondJudge;
import io.isequencer.simulation.run.StorageKind;
import io.isequencer.spi.Action;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The relation judges the runs of a campaign beside the reference model, and they agree. */
class RelationJudgeTest {
    private static Campaign campaign(SecondJudge judge, int seeds) {
        Campaign campaign = new Campaign(2_000, EnumSet.allOf(FaultKind.class), StorageKind.SIM, judge);
        for (long seed = 1; seed <= seeds; seed++) {
            campaign.run(seed);
        }
        return campaign;
    }

    @Test
    void eachStepOfEachSeedIsOneOfTheRelation() {
        Campaign campaign = campaign(new RelationJudge(), 200);
        assertEquals(List.of(), campaign.failures());
        assertEquals(List.of(), campaign.divergent());
        assertEquals(List.of(), campaign.disagreements());
        assertEquals(List.of(), campaign.unreachedFaults());
        assertTrue(campaign.judgedSteps() > 200 * 1_500, "steps=" + campaign.judgedSteps());
    }

    @Test
    void whatTheModelDoesNotSeeIsADisagreement() {
        Campaign campaign = campaign(new ToldWrongly(Action.NEXT, 20), 3);
        assertEquals(List.of(), campaign.failures());
        assertEquals(
                List.of(1L, 2L, 3L),
                campaign.disagreements().stream()
                        .map(Campaign.Disagreement::seed)
                        .toList());
        for (Campaign.Disagreement each : campaign.disagreements()) {
            assertTrue(each.objection().contains(", Next of "), each::objection);
        }
        Campaign all = new Campaign(2_000, EnumSet.allOf(FaultKind.class));
        all.addAll(campaign);
        assertEquals(campaign.disagreements(), all.disagreements());
        assertEquals(campaign.judgedSteps(), all.judgedSteps());
    }
}
