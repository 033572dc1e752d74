package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.CHECKPOINT_REAL;
import static io.isequencer.rules.Property.CHECKPOINT_SOUND;
import static io.isequencer.rules.Property.DENSE;
import static io.isequencer.rules.Property.DENSE_OFFSETS;
import static io.isequencer.rules.Property.MONOTONE;
import static io.isequencer.rules.Property.OFFSET_ONCE;
import static io.isequencer.rules.Property.PROVISIONAL;
import static io.isequencer.rules.Property.REFUSAL;
import static io.isequencer.rules.Property.UNIQUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code "calls":false}: a history in which log and storage alone are judged. */
class WithoutCallsTest {
    private static final Story EMPTY = Story.with("calls=false");
    private static final Story ONE = EMPTY.then("append k=1 p=1 w=5 v=1:1,2:200001 r=ok");

    @Test
    void logAndStorageAreJudged() {
        HistoryVerdict verdict = EMPTY.then("open; append k=1 p=1 w=5 v=1:1,2:200001 r=ok")
                .then("append k=1 p=2 w=5 v=1:2 r=unknown; close; open o=2; landed p=2 w=5 v=1:2")
                .then("append o=2 k=1 p=2 w=6 v=1:1 r=conflict; append o=2 k=1 p=3 w=6 v=1:1 r=failed")
                .then("append o=2 k=1 p=3 w=6 v=1:1 r=ok; write v=5:1:2,5:2:200001,6:1:1 c=4; crash o=2")
                .then("lost p=4; append k=1 p=4 w=5 v=1:3 r=ok; note")
                .holds();
        assertEquals(new HistoryVerdict(15, 4, 5, 3, 3, null), verdict);
    }

    @Test
    void numbersAreUniqueMonotoneAndDense() {
        Story two = ONE.then("append k=1 p=2 w=5 v=1:2 r=ok");
        two.then("append k=1 p=3 w=5 v=1:2 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=2, last=2", "number=3");
        two.then("append k=1 p=3 w=5 v=1:1 r=ok")
                .breaks(
                        MONOTONE,
                        "an issued number must be above those before: wsId=5, seqId=1, number=1, last=2",
                        "number=3");
        two.then("append k=1 p=3 w=5 v=1:4 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=1, number=4,"
                                + " last=2, initial=1",
                        "number=3");
        two.then("append k=1 p=3 w=5 v=1:4:1,1:5 r=ok").holds();
        two.then("append k=1 p=3 w=5 v=1:1:1,1:3 r=ok").holds();
    }

    @Test
    void offsetsAreUsedOnceAndWithoutHoles() {
        ONE.then("append k=1 p=1 w=5 v=1:2 r=ok")
                .breaks(OFFSET_ONCE, "an offset must be used once: plogOffset=1, next free=2", "plogOffset=2");
        ONE.then("append k=1 p=3 w=5 v=1:2 r=ok")
                .breaks(
                        DENSE_OFFSETS,
                        "an offset must be the next of the log: plogOffset=3, next free=2",
                        "plogOffset=2");
        ONE.then("append k=1 p=2 w=5 v=1:2 r=conflict")
                .breaks(
                        OFFSET_ONCE,
                        "a conflict must be at an offset that is taken: plogOffset=2, next free=2",
                        "r=ok, failed or unknown");
    }

    @Test
    void aCheckpointIsSoundAndReal() {
        ONE.then("write v=5:1:1 c=2")
                .breaks(
                        CHECKPOINT_SOUND,
                        "a checkpoint must have the numbers of all events below it stored: checkpoint=2, event=1,"
                                + " wsId=5, seqId=2, number=200001, stored=0",
                        "a checkpoint of at most 1, or the number written before it");
        ONE.then("write v=5:1:1,5:2:200001 c=3")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=3, next free=2",
                        "a checkpoint of at most 2");
        ONE.then("write v=5:1:1,5:2:200001 c=2").holds();
    }

    @Test
    void anIssuedNumberIsOfADeclaredSequence() {
        EMPTY.then("append k=1 p=1 w=5 v=9:1 r=ok")
                .breaks(REFUSAL, "seqId must be declared for wsKind 1: seqId=9", "error 1000");
        EMPTY.then("append k=2 p=1 w=5 v=2:200001 r=ok")
                .breaks(REFUSAL, "seqId must be declared for wsKind 2: seqId=2", "error 1000");
    }

    @Test
    void whatLandsWasSent() {
        Story sent = ONE.then("append k=1 p=2 w=5 v=1:2,1:7:1 r=unknown");
        sent.then("landed p=2 w=5 v=1:2,1:7:1").holds();
        sent.then("landed p=2 w=5 v=1:2,1:8:1")
                .breaks(
                        PROVISIONAL,
                        "an event that lands must be one whose append had an unknown outcome: plogOffset=2",
                        "one of those that were sent: count=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start k=1 w=5 p=2", "next s=1 n=2", "use s=1 n=2", "flush", "actualize"})
    void aCallIsOneTooMany(String call) {
        ONE.then(call).isMalformed("a history with calls=false must have none: e=" + call.replaceAll(" .*", ""));
    }

    @Test
    void anAppendNamesItsKindWhereNoStartDoes() {
        EMPTY.then("append p=1 w=5 v=1:1 r=ok").isMalformed("k must be there where calls are not recorded: e=append");
    }

    @Test
    void withTheCallsTheKindOfAnAppendIsThatOfItsStart() {
        Story.with("calls=true")
                .then("open; start k=1 w=5 p=1; next s=2 n=200001; append k=9 p=1 w=5 v=2:200001 r=ok")
                .holds();
        Story.begin().event(1, 1).holds();
    }

    @Test
    void aHistoryInWhichNothingReachedTheLogChecksNothing() {
        assertTrue(EMPTY.then("open; append k=1 p=1 w=5 v=1:1 r=failed; close")
                .holds()
                .vacuous());
        assertTrue(Histories.check(new byte[0]).vacuous());
    }
}
