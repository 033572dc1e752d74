package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.CHECKPOINT_REAL;
import static io.isequencer.rules.Property.DENSE;
import static io.isequencer.rules.Property.DENSE_OFFSETS;
import static io.isequencer.rules.Property.MONOTONE;
import static io.isequencer.rules.Property.OFFSET_ONCE;
import static io.isequencer.rules.Property.RAISED;
import static io.isequencer.rules.Property.UNIQUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The smallest history that breaks each rule along the log, and its nearest neighbour that does not. */
class LogRulesTest {
    private static final Story ONE = Story.begin().event(1, 1);

    private static String inSecondEvent(String call, String values) {
        return "start k=1 w=5 p=2; " + call + "; append p=2 w=5 v=" + values + " r=ok";
    }

    @Test
    void unique() {
        ONE.then(inSecondEvent("next s=1 n=1", "1:1"))
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=1, last=1", "number=2");
        ONE.then(inSecondEvent("next s=1 n=2", "1:2")).holds();
    }

    @Test
    void monotone() {
        ONE.event(2, 2)
                .then("start k=1 w=5 p=3; next s=1 n=1; append p=3 w=5 v=1:1 r=ok")
                .breaks(
                        MONOTONE,
                        "an issued number must be above those before: wsId=5, seqId=1, number=1, last=2",
                        "number=3");
    }

    @Test
    void denseBehindTheLastNumber() {
        ONE.then(inSecondEvent("next s=1 n=3", "1:3"))
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=1, number=3,"
                                + " last=1, initial=1",
                        "number=2");
    }

    @Test
    void denseFromTheInitialValueOn() {
        Story started = Story.begin().then("start k=1 w=5 p=1");
        started.then("next s=2 n=200002; append p=1 w=5 v=2:200002 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=2,"
                                + " number=200002, last=0, initial=200001",
                        "number=200001");
        started.then("next s=2 n=200001; append p=1 w=5 v=2:200001 r=ok").holds();
        started.then("next s=2 n=200000; append p=1 w=5 v=2:200000 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=2,"
                                + " number=200000, last=0, initial=200001",
                        "number=200001");
    }

    @Test
    void behindTheLargestNumberThereIsNone() {
        Story full = Story.begin()
                .then("start k=1 w=5 p=1; use s=3 n=9223372036854775807")
                .then("append p=1 w=5 v=3:9223372036854775807:1 r=ok; flush; start k=1 w=5 p=2");
        full.then("next s=3 n=9223372036854775807; append p=2 w=5 v=3:9223372036854775807 r=ok")
                .breaks(
                        UNIQUE,
                        "a number must be issued once: wsId=5, seqId=3, number=9223372036854775807,"
                                + " last=9223372036854775807",
                        "error 1004");
        full.then("next s=3 x=1004").holds();
    }

    @Test
    void workspacesAreUnsignedAndHaveTheirOwnNumbers() {
        Story.begin()
                .event(1, 1)
                .then("start k=1 w=18446744073709551615 p=2; next s=1 n=2")
                .then("append p=2 w=18446744073709551615 v=1:2 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value:"
                                + " wsId=18446744073709551615, seqId=1, number=2, last=0, initial=1",
                        "number=1");
    }

    @Test
    void theLastNumberOfAKeyIsTheLargestWhateverUseTold() {
        Story low = ONE.event(2, 2).then("start k=1 w=5 p=3; use s=1 n=1 up=false; append p=3 w=5 v=1:1:1 r=ok; flush");
        low.event(4, 3).holds();
    }

    @Test
    void anOffsetOnce() {
        Story second = Story.begin().then("open o=2").event(1, 1).then("start o=2 k=1 w=5 p=1; next o=2 s=1 n=2");
        second.then("append o=2 p=1 w=5 v=1:2 r=ok")
                .breaks(OFFSET_ONCE, "an offset must be used once: plogOffset=1, next free=2", "plogOffset=2");
        second.then("append o=2 p=1 w=5 v=1:2 r=conflict").holds();
    }

    @Test
    void aConflictIsAtATakenOffset() {
        Story sent = ONE.then("start k=1 w=5 p=2; next s=1 n=2");
        sent.then("append p=2 w=5 v=1:2 r=conflict")
                .breaks(
                        OFFSET_ONCE,
                        "a conflict must be at an offset that is taken: plogOffset=2, next free=2",
                        "r=ok, failed or unknown");
        sent.then("append p=2 w=5 v=1:2 r=failed").holds();
    }

    @Test
    void noOffsetIsLeftOut() {
        ONE.then("start k=1 w=5 p=3")
                .breaks(
                        DENSE_OFFSETS,
                        "start must not give an offset past the log's end: plogOffset=3, next free=2",
                        "plogOffset=2");
        ONE.then("start k=1 w=5 p=2").holds();
        Story without =
                Story.with("calls=false").then("append k=1 p=1 w=5 v=1:1 r=ok; append k=1 p=3 w=5 v=1:3 r=unknown");
        without.then("landed p=3 w=5 v=1:3")
                .breaks(
                        DENSE_OFFSETS,
                        "an offset must be the next of the log: plogOffset=3, next free=2",
                        "plogOffset=2");
    }

    @Test
    void useTellsWhetherItRaised() {
        ONE.then(inSecondEvent("use s=1 n=1 up=true", "1:1:1"))
                .breaks(
                        RAISED,
                        "use must tell whether it raised the last-used number: wsId=5, seqId=1, number=1, last=1,"
                                + " up=true",
                        "up=false");
        ONE.then(inSecondEvent("use s=1 n=2 up=false", "1:2:1"))
                .breaks(
                        RAISED,
                        "use must tell whether it raised the last-used number: wsId=5, seqId=1, number=2, last=1,"
                                + " up=false",
                        "up=true");
        ONE.then(inSecondEvent("use s=1 n=1 up=false", "1:1:1")).holds();
        ONE.then(inSecondEvent("use s=1 n=2 up=true", "1:2:1")).holds();
        ONE.then(inSecondEvent("use s=1 n=2", "1:2:1")).holds();
        ONE.then(inSecondEvent("use s=1 n=1", "1:1:1")).holds();
    }

    @Test
    void aLostTailGivesItsOffsetsAndNumbersBackInReverse() {
        Story lost = Story.begin()
                .then("start k=1 w=5 p=1; next s=1 n=1; append p=1 w=5 v=1:1 r=ok; flush")
                .then("start k=1 w=5 p=2; next s=1 n=2; use s=1 n=9; next s=1 n=10")
                .then("append p=2 w=5 v=1:2,1:9:1,1:10 r=ok; flush")
                .event(3, 11)
                .then("lost p=2; open o=2");
        lost.event("2", 2, 2).event("2", 3, 3).holds();
        lost.then("start o=2 k=1 w=5 p=2; next o=2 s=1 n=1; append o=2 p=2 w=5 v=1:1 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=1, last=1", "number=2");
    }

    @Test
    void aLossBehindTheEndTakesNothing() {
        ONE.then("lost p=9; open o=2").event("2", 2, 2).holds();
    }

    @Test
    void aLossMayTakeEverythingThatNoCheckpointCovers() {
        Story stored = ONE.then("write v=5:1:1 c=2").event(2, 2).event(3, 3);
        stored.then("lost p=2; open o=2").event("2", 2, 2).holds();
        stored.then("lost p=1")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=2, next free=1",
                        "a checkpoint of at most 1");
    }

    @Test
    void whatIsCounted() {
        HistoryVerdict verdict = Story.begin()
                .event(1, 1)
                .event(2, 2)
                .then("write v=5:1:2 c=3")
                .then("start k=1 w=6 p=3; next s=1 n=1; next s=1 n=2; append p=3 w=6 v=1:1,1:2 r=ok; flush")
                .holds();
        assertEquals(new HistoryVerdict(16, 3, 4, 2, 2, null), verdict);
    }
}
