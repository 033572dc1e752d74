package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.CHECKPOINT_REAL;
import static io.isequencer.rules.Property.CHECKPOINT_SOUND;
import static io.isequencer.rules.Property.DENSE_OFFSETS;
import static io.isequencer.rules.Property.REFUSAL;
import static io.isequencer.rules.Property.UNIQUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition that has a past: a checkpoint, numbers in the storage, events in the log that it does not cover. */
class GivenPastTest {
    private static final Story PAST = Story.with("c=7")
            .then("givenNumber w=5 s=1 n=41")
            .then("givenEvent p=7 w=5 v=1:42,1:50:1; givenEvent p=8 w=6 v=1:3");

    @Test
    void numbersAndOffsetsGoOn() {
        HistoryVerdict verdict = PAST.then("open").event(9, 51).holds();
        assertEquals(new HistoryVerdict(9, 1, 1, 2, 3, null), verdict);
    }

    @Test
    void whatWasGivenCountsAsIssued() {
        PAST.then("open; start k=1 w=5 p=9; next s=1 n=50; append p=9 w=5 v=1:50 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=50, last=50", "number=51");
        Story.with("c=7")
                .then("givenNumber w=5 s=1 n=41; open; start k=1 w=5 p=7; next s=1 n=41; append p=7 w=5 v=1:41 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=41, last=41", "number=42");
    }

    @Test
    void aGivenEventHasNoNumberThatAnotherBroughtAlong() {
        Story.with("c=7")
                .then("givenEvent p=7 w=5 v=1:50:1; givenEvent p=8 w=5 v=1:50")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=50, last=50", "number=51");
        Story.with("c=7")
                .then("givenEvent p=7 w=5 v=1:50:1; givenEvent p=8 w=5 v=1:51; open")
                .event(9, 52)
                .holds();
    }

    @Test
    void theLogContinuesAfterWhatWasGiven() {
        PAST.then("open; start k=1 w=5 p=10")
                .breaks(
                        DENSE_OFFSETS,
                        "start must not give an offset past the log's end: plogOffset=10, next free=9",
                        "plogOffset=9");
        Story.with("c=7")
                .then("open; start k=1 w=5 p=8")
                .breaks(
                        DENSE_OFFSETS,
                        "start must not give an offset past the log's end: plogOffset=8, next free=7",
                        "plogOffset=7");
    }

    @Test
    void givenEventsAreCoveredByTheNextCheckpoint() {
        String sound = "a checkpoint must have the numbers of all events below it stored: ";
        PAST.then("write c=8")
                .breaks(
                        CHECKPOINT_SOUND,
                        sound + "checkpoint=8, event=7, wsId=5, seqId=1, number=42, stored=41",
                        "a checkpoint of at most 7, or the number written before it");
        PAST.then("write v=5:1:49 c=8")
                .breaks(
                        CHECKPOINT_SOUND,
                        sound + "checkpoint=8, event=7, wsId=5, seqId=1, number=50, stored=49",
                        "a checkpoint of at most 7, or the number written before it");
        PAST.then("write v=5:1:50 c=9")
                .breaks(
                        CHECKPOINT_SOUND,
                        sound + "checkpoint=9, event=8, wsId=6, seqId=1, number=3, stored=0",
                        "a checkpoint of at most 8, or the number written before it");
        PAST.then("write v=5:1:50,6:1:3 c=9").holds();
    }

    @Test
    void whatTheStorageHeldIsStored() {
        Story.with("c=1")
                .then("givenNumber w=5 s=1 n=41; givenEvent p=1 w=5 v=1:41; write c=2")
                .holds();
    }

    @Test
    void theGivenCheckpointIsStored() {
        PAST.then("lost p=7; open").event(7, 42).holds();
        PAST.then("lost p=6")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=7, next free=6",
                        "a checkpoint of at most 6");
    }

    @Test
    void aLossTakesGivenEventsBackToo() {
        PAST.then("lost p=8; open; start k=1 w=6 p=8; next s=1 n=1; append p=8 w=6 v=1:1 r=ok")
                .holds();
    }

    @Test
    void theOrderOfWhatWasGivenDoesNotMatter() {
        Story.with("c=7")
                .then("givenEvent p=7 w=5 v=1:42; givenNumber w=5 s=1 n=41; open")
                .event(8, 43)
                .holds();
    }

    @Test
    void withoutACheckpointTheLogBeginsAtItsFirstOffset() {
        Story.with("c=0").then("givenEvent p=1 w=5 v=1:1; open").event(2, 2).holds();
    }

    @Test
    void givenEventsHaveNoHoles() {
        String problem = "given events must begin at the checkpoint and have no holes: p=";
        Story.with("c=7").then("givenEvent p=8 w=5 v=").isMalformed(problem + 8);
        Story.with("c=7").then("givenEvent p=6 w=5 v=").isMalformed(problem + 6);
        Story.with("c=7").then("givenEvent p=7 w=5 v=; givenEvent p=7 w=5 v=").isMalformed(problem + 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "note", "write", "lost p=7"})
    void whatIsGivenComesFirst(String line) {
        Story begun = Story.with("c=7").then(line);
        begun.then("givenNumber w=5 s=1 n=1")
                .isMalformed("what was given must come before the first call: e=givenNumber");
        begun.then("givenEvent p=7 w=5 v=").isMalformed("what was given must come before the first call: e=givenEvent");
    }

    @Test
    void givenEventsMayWaitForTheFlusher() {
        PAST.then("open max=2; start k=1 w=5 b=backPressure").holds();
        PAST.then("open max=3; start k=1 w=5 b=backPressure")
                .breaks(
                        REFUSAL,
                        "start must not be refused as backPressure while so little can wait: o=1, may wait=3, max=3",
                        "plogOffset=9");
    }
}
