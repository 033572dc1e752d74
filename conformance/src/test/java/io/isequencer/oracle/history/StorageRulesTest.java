package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.CHECKPOINT_REAL;
import static io.isequencer.rules.Property.CHECKPOINT_SOUND;

import org.junit.jupiter.api.Test;

/** What a checkpoint promises, and how writes that are torn, late or of unknown outcome are judged. */
class StorageRulesTest {
    private static final Story TWO = Story.begin().event(1, 1).event(2, 2);

    private static void unsound(Story story, int event, int number, int stored) {
        story.breaks(
                CHECKPOINT_SOUND,
                "a checkpoint must have the numbers of all events below it stored: checkpoint=3, event=" + event
                        + ", wsId=5, seqId=1, number=" + number + ", stored=" + stored,
                "a checkpoint of at most " + event + ", or the number written before it");
    }

    @Test
    void eachNumberBelowACheckpointIsStored() {
        unsound(TWO.then("write c=3"), 1, 1, 0);
        unsound(TWO.then("write v=5:1:1 c=3"), 2, 2, 1);
        TWO.then("write v=5:1:2 c=3").holds();
        TWO.then("write v=5:1:1 c=2").holds();
        TWO.then("write c=1").holds();
    }

    @Test
    void theStorageKeepsTheLargestNumber() {
        TWO.then("write v=5:1:2; write v=5:1:1; write c=3").holds();
        TWO.then("write v=5:1:2,5:1:1 c=3").holds();
        TWO.then("writeBegin id=1 v=5:1:2,5:1:1 c=3; writeEnd id=1 r=ok").holds();
    }

    @Test
    void aCheckpointThatCameLaterNeverLowersIt() {
        Story stored = TWO.then("write v=5:1:2 c=3; write v=5:1:1 c=2");
        stored.event(3, 3).then("write v=5:1:3 c=4").holds();
        stored.then("lost p=2")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=3, next free=2",
                        "a checkpoint of at most 2");
    }

    @Test
    void aCheckpointIsAtMostOnePastTheEnd() {
        TWO.then("write v=5:1:2 c=4")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=4, next free=3",
                        "a checkpoint of at most 3");
        TWO.then("writeBegin id=1 v=5:1:2 c=4; writeEnd id=1 r=ok")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=4, next free=3",
                        "a checkpoint of at most 3");
        TWO.then("writeBegin id=1 v=5:1:2 c=4; writeEnd id=1 r=failed").holds();
    }

    @Test
    void aTornWriteIsItsFirstValues() {
        unsound(TWO.then("write v=5:1:1; write c=3"), 2, 2, 1);
        TWO.then("write v=5:1:1; write v=5:1:2 c=3").holds();
    }

    @Test
    void aWriteUnderWayMayHaveBroughtItsValuesAlready() {
        TWO.then("writeBegin id=1 v=5:1:2; writeBegin id=2 c=3; writeEnd id=2 r=ok")
                .holds();
        unsound(TWO.then("writeBegin id=1 v=5:1:1; writeBegin id=2 c=3; writeEnd id=2 r=ok"), 2, 2, 0);
        unsound(TWO.then("writeBegin id=1 v=6:1:2; writeBegin id=2 c=3; writeEnd id=2 r=ok"), 1, 1, 0);
    }

    @Test
    void itsCheckpointIsThereAtItsEnd() {
        Story begun = Story.begin().event(1, 1).then("writeBegin id=1 v=5:1:2 c=3");
        begun.event(2, 2).then("writeEnd id=1 r=ok").holds();
        begun.then("writeEnd id=1 r=ok")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=3, next free=2",
                        "a checkpoint of at most 2");
    }

    @Test
    void aWriteOfUnknownOutcomeMayHaveBroughtItsValuesForEver() {
        TWO.then("writeBegin id=1 v=5:1:2 c=3; writeEnd id=1 r=unknown; write c=3")
                .holds();
        unsound(TWO.then("writeBegin id=1 v=5:1:1 c=3; writeEnd id=1 r=unknown; write c=3"), 2, 2, 0);
        TWO.then("writeBegin id=1 v=5:1:2; writeEnd id=1 r=unknown; writeBegin id=1 v=5:1:1; writeEnd id=1 r=unknown")
                .then("write c=3")
                .holds();
    }

    @Test
    void theCheckpointOfAWriteOfUnknownOutcomeIsNotCountedOn() {
        TWO.then("writeBegin id=1 v=5:1:2 c=3; writeEnd id=1 r=unknown; lost p=1")
                .holds();
    }

    @Test
    void aWriteThatFailedHasBroughtNothing() {
        unsound(TWO.then("writeBegin id=1 v=5:1:2 c=3; writeEnd id=1 r=failed; write c=3"), 1, 1, 0);
    }

    @Test
    void aWriteThatEndedWellHasBroughtItsValues() {
        TWO.then("writeBegin id=1 v=5:1:2; writeEnd id=1 r=ok; write c=3").holds();
        unsound(TWO.then("writeBegin id=1 v=5:1:1; writeEnd id=1 r=ok; write c=3"), 2, 2, 1);
    }

    @Test
    void writesOfADeadOwnerStillTakeEffect() {
        TWO.then("writeBegin id=1 v=5:1:2 c=3; crash; open o=2; writeEnd id=1 r=ok")
                .event("2", 3, 3)
                .holds();
    }

    @Test
    void anIdIsOfOneWriteUnderWay() {
        Story begun = TWO.then("writeBegin id=7 v=5:1:2");
        begun.then("writeBegin id=7 v=5:1:2").isMalformed("id must not be of a write under way: id=7");
        begun.then("writeEnd id=8 r=ok").isMalformed("id must be of a write under way: id=8");
        Story ended = begun.then("writeEnd id=7 r=ok");
        ended.then("writeEnd id=7 r=ok").isMalformed("id must be of a write under way: id=7");
        ended.then("writeBegin id=7 v=5:1:2; writeEnd id=7 r=ok").holds();
    }

    @Test
    void explicitNumbersAreCoveredToo() {
        Story told = Story.begin().then("start k=1 w=5 p=1; use s=1 n=7; append p=1 w=5 v=1:7:1 r=ok; flush");
        told.then("write v=5:1:6 c=2")
                .breaks(
                        CHECKPOINT_SOUND,
                        "a checkpoint must have the numbers of all events below it stored: checkpoint=2, event=1,"
                                + " wsId=5, seqId=1, number=7, stored=6",
                        "a checkpoint of at most 1, or the number written before it");
        told.then("write v=5:1:7 c=2").holds();
    }
}
