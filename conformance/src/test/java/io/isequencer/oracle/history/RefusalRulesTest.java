package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.REFUSAL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call is refused if, and only if, there is a reason. */
class RefusalRulesTest {
    private static final Story STARTED = Story.begin().then("start k=1 w=5 p=1");

    private static String unreasonable(String call, int code) {
        return "an error must have its reason: call=" + call + ", o=1, x=" + code;
    }

    private static String due(String call, String reason) {
        return call + " must be refused: o=1, reason=" + reason;
    }

    @ParameterizedTest
    @CsvSource({
        "start k=1 w=5, p=1, start",
        "next s=1, n=1, next",
        "use s=1 n=1, up=true, use",
        "flush, note=1, flush",
        "actualize, note=1, actualize"
    })
    void nothingSucceedsThatIsNotOpen(String call, String success, String kind) {
        Story closed = Story.begin().then("close");
        closed.then(call + " " + success).breaks(REFUSAL, due(kind, "closed"), "error 1006");
        closed.then(call + " x=1006").holds();
        closed.then(call + " x=1001").breaks(REFUSAL, unreasonable(kind, 1001), "error 1006");
    }

    @Test
    void anOwnerThatWasNeverOpenedIsClosed() {
        Story.with("c=0").then("start k=1 w=5 p=1").breaks(REFUSAL, due("start", "closed"), "error 1006");
        Story.with("c=0").then("start k=1 w=5 b=actualizing").breaks(REFUSAL, due("start", "closed"), "error 1006");
    }

    @Test
    void closeAndCrashEndOneOwnerAndALostTailAllOfThem() {
        Story two = Story.begin().then("open o=2");
        for (String end : new String[] {"close", "crash"}) {
            two.then(end).then("start o=2 k=1 w=5 p=1").holds();
            two.then(end).then("start k=1 w=5 p=1").breaks(REFUSAL, due("start", "closed"), "error 1006");
        }
        two.then("lost p=1; start k=1 w=5 p=1").breaks(REFUSAL, due("start", "closed"), "error 1006");
        two.then("lost p=1; start o=2 k=1 w=5 x=1006; open o=2; start o=2 k=1 w=5 p=1")
                .holds();
    }

    @Test
    void thereIsOneTransactionAtATime() {
        STARTED.then("start k=1 w=5 p=1").breaks(REFUSAL, due("start", "already started"), "error 1001");
        STARTED.then("start k=1 w=5 x=1001; next s=1 n=1").holds();
        Story.begin().then("start k=1 w=5 x=1001").breaks(REFUSAL, unreasonable("start", 1001), "success");
    }

    @ParameterizedTest
    @CsvSource({"next s=1, n=1, next", "use s=1 n=1, up=true, use", "flush, note=1, flush"})
    void outsideOfATransactionThereIsNothingToDo(String call, String success, String kind) {
        Story.begin().then(call + " " + success).breaks(REFUSAL, due(kind, "not started"), "error 1002");
        Story.begin().then(call + " x=1002").holds();
        STARTED.then(call + " x=1002").breaks(REFUSAL, unreasonable(kind, 1002), "success");
        STARTED.then("actualize; " + call + " x=1002").holds();
        Story.begin().event(1, 1).then(call + " x=1002").holds();
    }

    @Test
    void theKindIsDeclared() {
        Story.begin().then("start k=9 w=5 p=1").breaks(REFUSAL, due("start", "unknown workspace kind"), "error 1005");
        Story.begin().then("start k=9 w=5 x=1005").holds();
        Story.begin().then("start k=1 w=5 x=1005").breaks(REFUSAL, unreasonable("start", 1005), "success");
    }

    @ParameterizedTest
    @CsvSource({"next s=9, n=1, next", "use s=9 n=1, up=true, use"})
    void theSequenceIsDeclaredForTheKindOfTheTransaction(String call, String success, String kind) {
        STARTED.then(call + " " + success).breaks(REFUSAL, due(kind, "unknown sequence"), "error 1000");
        STARTED.then(call + " x=1000").holds();
        String ofOtherKind = call.replace("s=9", "s=2");
        STARTED.then(ofOtherKind + " x=1000").breaks(REFUSAL, unreasonable(kind, 1000), "success");
        Story.begin().then("start k=2 w=5 p=1").then(ofOtherKind + " x=1000").holds();
    }

    @Test
    void actualizeIsRefusedWhileRecoveryMayStillGoOn() {
        Story.begin().then("actualize x=1003").holds();
        STARTED.then("actualize x=1003").breaks(REFUSAL, unreasonable("actualize", 1003), "success");
        STARTED.then("actualize; actualize x=1003; actualize").holds();
        STARTED.then("crash; open; actualize x=1003").holds();
        STARTED.then("next s=1 x=1003").breaks(REFUSAL, unreasonable("next", 1003), "success");
        Story.begin().then("start k=1 w=5 x=1003").breaks(REFUSAL, unreasonable("start", 1003), "success");
    }

    @Test
    void aStartIsRefusedAsActualizingUntilOneIsAccepted() {
        Story.begin()
                .then("start k=1 w=5 b=actualizing; start k=1 w=5 b=actualizing; start k=1 w=5 p=1")
                .holds();
        Story ready = Story.begin().event(1, 1);
        ready.then("start k=1 w=5 b=actualizing")
                .breaks(REFUSAL, "start must not be refused as actualizing once recovery is over: o=1", "plogOffset=2");
        ready.then("start k=1 w=5 p=2; actualize; start k=1 w=5 b=actualizing").holds();
        ready.then("close; open; start k=1 w=5 b=actualizing").holds();
    }

    @Test
    void aStartIsRefusedForBackPressureIfMoreThanTheLimitCanWait() {
        Story two = Story.begin().event(1, 1).event(2, 2);
        two.then("start k=1 w=5 b=backPressure")
                .breaks(
                        REFUSAL,
                        "start must not be refused as backPressure while so little can wait: o=1, may wait=2, max=2",
                        "plogOffset=3");
        two.event(3, 3).then("start k=1 w=5 b=backPressure; start k=1 w=5 p=4").holds();
    }

    @Test
    void whatRecoveryMayHaveFoundCountsAsWaiting() {
        Story reopened = Story.begin().event(1, 1).event(2, 2).event(3, 3).then("write v=5:1:1 c=2; close");
        reopened.then("open o=2 max=1; start o=2 k=1 w=5 b=backPressure").holds();
        reopened.then("open o=2 max=2; start o=2 k=1 w=5 b=backPressure")
                .breaks(
                        REFUSAL,
                        "start must not be refused as backPressure while so little can wait: o=2, may wait=2, max=2",
                        "plogOffset=4");
        reopened.then("open o=2 max=2")
                .event("2", 4, 4)
                .then("start o=2 k=1 w=5 b=backPressure")
                .holds();
        reopened.then("write v=5:1:3 c=4; open o=2 max=1; start o=2 k=1 w=5 b=backPressure")
                .breaks(
                        REFUSAL,
                        "start must not be refused as backPressure while so little can wait: o=2, may wait=0, max=1",
                        "plogOffset=4");
    }

    @Test
    void withoutALimitBackPressureIsNotJudged() {
        Story.with("c=0")
                .then("open; start k=1 w=5 b=backPressure; start k=1 w=5 p=1")
                .holds();
    }

    @Test
    void aNumberThatCannotBeReadIsUnavailable() {
        STARTED.then("next s=1 x=11; use s=1 n=4 x=11; next s=1 n=1").holds();
        Story.begin().then("start k=1 w=5 x=11").breaks(REFUSAL, unreasonable("start", 11), "success");
        STARTED.then("flush x=11").breaks(REFUSAL, unreasonable("flush", 11), "success");
        Story.begin().then("next s=1 x=11").breaks(REFUSAL, unreasonable("next", 11), "error 1002");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12})
    void whatIsNotSupportedOrMalformedMayAlwaysBeRefused(int code) {
        STARTED.then("next s=1 x=" + code + "; use s=1 n=1 x=" + code + "; start k=1 w=5 x=" + code)
                .holds();
        Story.begin()
                .then("next s=1 x=" + code + "; flush x=" + code + "; actualize x=" + code)
                .holds();
    }

    @Test
    void aSequenceIsExhaustedAtItsLargestNumberAlone() {
        STARTED.then("next s=3 n=9223372036854775806; next s=3 x=1004")
                .breaks(REFUSAL, unreasonable("next", 1004), "success");
        Story full = STARTED.then("next s=3 n=9223372036854775806; next s=3 n=9223372036854775807");
        full.then("next s=3 x=1004; use s=3 n=1 x=1004").holds();
        full.then("next s=1 x=1004").breaks(REFUSAL, unreasonable("next", 1004), "success");
        full.then("flush x=1004").breaks(REFUSAL, unreasonable("flush", 1004), "success");
        Story inLog = full.then(
                "append p=1 w=5 v=3:9223372036854775806,3:9223372036854775807 r=ok; flush; start k=1 w=5 p=2");
        inLog.then("next s=3 x=1004").holds();
        inLog.then("flush x=1004").breaks(REFUSAL, unreasonable("flush", 1004), "success");
        full.then("actualize; start k=1 w=5 p=1; next s=3 x=1004")
                .breaks(REFUSAL, unreasonable("next", 1004), "success");
    }

    @Test
    void theLogIsExhaustedBehindItsLastOffset() {
        Story last = Story.with("c=9223372036854775806").then("open");
        last.then("start k=1 w=5 x=1004").breaks(REFUSAL, unreasonable("start", 1004), "success");
        last.event(9223372036854775806L, 1).then("start k=1 w=5 x=1004").holds();
    }
}
