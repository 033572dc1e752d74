package io.isequencer.simulation.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.simulation.run.SecondJudge;
import io.isequencer.simulation.run.Shrinker;
import io.isequencer.simulation.run.StorageKind;
import io.isequencer.spi.Action;
import io.isequencer.spi.StepListener;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The relation judges the runs of a campaign beside the reference model, and they agree. */
class RelationJudgeTest {
    private static Campaign campaign(SecondJudge judge, int seeds) {
        return campaign(judge, 1, seeds);
    }

    private static Campaign campaign(SecondJudge judge, long firstSeed, long lastSeed) {
        Campaign campaign = new Campaign(2_000, EnumSet.allOf(FaultKind.class), StorageKind.SIM, judge);
        for (long seed = firstSeed; seed <= lastSeed; seed++) {
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

    /** Two writes that were equal land their values in other orders. */
    @Test
    void writesThatAreEqualAreToldApart() {
        assertEquals(List.of(), campaign(new RelationJudge(), 2891, 2891).disagreements());
    }

    @Test
    void whatTheModelDoesNotSeeIsADisagreement() {
        Campaign campaign = campaign(new ToldWrongly(Action.NEXT, 20), 3);
        assertEquals(List.of(), campaign.failures());
        assertEquals(
                List.of(1L, 2L, 3L),
                campaign.disagreements().stream().map(RunResult::seed).toList());
        for (RunResult each : campaign.disagreements()) {
            String message = each.violation().getMessage();
            assertTrue(message.startsWith("Relation: move " + each.moves() + ", the relation's step "), message);
            assertTrue(message.contains(", Next of "), message);
            assertEquals("Relation", each.violation().property());
        }
        Campaign all = new Campaign(2_000, EnumSet.allOf(FaultKind.class));
        all.addAll(campaign);
        assertEquals(campaign.disagreements(), all.disagreements());
        assertEquals(campaign.judgedSteps(), all.judgedSteps());
    }

    private static String messageOf(long firstSeed, long lastSeed) {
        Campaign campaign = campaign(new ToldWrongly(Action.NEXT, 20), firstSeed, lastSeed);
        List<RunResult> found = campaign.disagreements();
        return found.get(found.size() - 1).violation().getMessage();
    }

    @Test
    void whatIsSaidOfASeedDoesNotDependOnTheSeedsBefore() {
        assertEquals(messageOf(3, 3), messageOf(1, 3));
    }

    @Test
    void aCapsuleOfADisagreementFailsByTheRelationAlone() {
        SecondJudge judge = new ToldWrongly(Action.NEXT, 20);
        RunResult disagreement = campaign(judge, 1).disagreements().get(0);
        Capsule whole = Capsule.of(disagreement, judge);
        assertEquals(disagreement.moves(), whole.size(), "nothing comes behind the move that is objected to");
        Capsule small = new Shrinker(whole, new ToldWrongly(Action.NEXT, 1)).shrink();
        assertTrue(small.size() < 20, () -> CapsuleJson.format(small));
        assertEquals("Relation", small.property());
        assertTrue(small.replay(RunObserver.NONE, StepListener.NONE).passed());
        assertTrue(small.replay(RunObserver.NONE, StepListener.NONE, RelationJudge.of(small))
                .passed());
        assertFalse(small.replay(RunObserver.NONE, StepListener.NONE, new ToldWrongly(Action.NEXT, 1))
                .passed());
        assertInstanceOf(RelationJudge.class, RelationJudge.of(small));
        assertSame(SecondJudge.NONE, RelationJudge.of(foundByTheModel(small)));
    }

    private static Capsule foundByTheModel(Capsule capsule) {
        return new Capsule(
                capsule.seed(), capsule.options(), capsule.schedule(), false, "Dense", "Dense: made up", List.of());
    }
}
