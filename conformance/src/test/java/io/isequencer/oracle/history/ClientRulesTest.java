package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.APPEND_FIRST;
import static io.isequencer.rules.Property.CALL_ORDER;
import static io.isequencer.rules.Property.DENSE;
import static io.isequencer.rules.Property.OFFSET_GIVEN;
import static io.isequencer.rules.Property.OFFSET_ONCE;
import static io.isequencer.rules.Property.PROVISIONAL;

import org.junit.jupiter.api.Test;

/** The order of the clients' calls, and what of a transaction may reach the log. */
class ClientRulesTest {
    private static final Story ISSUED = Story.begin().then("start k=1 w=5 p=1; next s=1 n=1; next s=1 n=2");
    private static final String FOREIGN =
            "a number must have been issued to the event's transaction, or reported by use: seqId=1, number=";
    private static final String UNSENT =
            "an event that lands must be one whose append had an unknown outcome: plogOffset=";

    @Test
    void openFollowsCloseOrCrash() {
        Story.begin().then("open").breaks(CALL_ORDER, "open must follow close or crash: o=1", "close or crash");
        Story.begin().then("open o=2").holds();
        Story.begin().then("close; open; crash; open").holds();
    }

    @Test
    void anAppendFollowsItsStartAndComesOnce() {
        Story appended = ISSUED.then("append p=1 w=5 v=1:1,1:2 r=ok");
        appended.then("append p=1 w=5 v=1:1,1:2 r=ok")
                .breaks(CALL_ORDER, "append must follow start, once: o=1, plogOffset=1", "flush or actualize");
        appended.then("flush; append p=2 w=5 v= r=ok")
                .breaks(CALL_ORDER, "append must follow start, once: o=1, plogOffset=2", "start");
        ISSUED.then("append p=1 w=5 v=1:1,1:2 r=failed; append p=1 w=5 v=1:1,1:2 r=ok")
                .breaks(CALL_ORDER, "append must follow start, once: o=1, plogOffset=1", "flush or actualize");
        Story.begin()
                .then("append p=1 w=5 v= r=ok")
                .breaks(CALL_ORDER, "append must follow start, once: o=1, plogOffset=1", "start");
        ISSUED.then("crash; append p=1 w=5 v=1:1,1:2 r=ok")
                .breaks(CALL_ORDER, "append must follow start, once: o=1, plogOffset=1", "start");
    }

    @Test
    void noNumberIsAskedForBehindTheAppend() {
        Story appended = ISSUED.then("append p=1 w=5 v=1:1,1:2 r=ok");
        appended.then("next s=1 n=3").breaks(CALL_ORDER, "next must come before the append: s=1", "flush or actualize");
        appended.then("use s=2 n=3").breaks(CALL_ORDER, "use must come before the append: s=2", "flush or actualize");
        appended.then("flush; start k=1 w=5 p=2; next s=1 n=3").holds();
    }

    @Test
    void anEventIsAppendedWhereItsStartSaid() {
        ISSUED.then("append p=2 w=5 v=1:1,1:2 r=ok")
                .breaks(
                        OFFSET_GIVEN,
                        "an event must be appended where its start said: plogOffset=2, given=1",
                        "plogOffset=1");
    }

    @Test
    void anEventIsOfTheWorkspaceOfItsTransaction() {
        ISSUED.then("append p=1 w=18446744073709551615 v=1:1,1:2 r=ok")
                .breaks(
                        PROVISIONAL,
                        "an event must be of the workspace of its transaction: wsId=18446744073709551615",
                        "wsId=5");
        Story.begin()
                .then("start k=1 w=18446744073709551615 p=1; append p=1 w=5 v= r=ok")
                .breaks(
                        PROVISIONAL,
                        "an event must be of the workspace of its transaction: wsId=5",
                        "wsId=18446744073709551615");
    }

    @Test
    void anEventCarriesEachNumberOfItsTransactionOnce() {
        String allowed = "the numbers of the transaction, each once: count=2";
        ISSUED.then("append p=1 w=5 v=1:1,1:3 r=ok").breaks(PROVISIONAL, FOREIGN + 3, allowed);
        ISSUED.then("append p=1 w=5 v=1:1,1:1 r=ok").breaks(PROVISIONAL, FOREIGN + 1, allowed);
        ISSUED.then("append p=1 w=5 v=1:1,1:2,1:2 r=ok").breaks(PROVISIONAL, FOREIGN + 2, allowed);
        ISSUED.then("append p=1 w=5 v=1:1,2:2 r=ok")
                .breaks(PROVISIONAL, FOREIGN.replace("seqId=1", "seqId=2") + 2, allowed);
        ISSUED.then("append p=1 w=5 v=1:1 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must be in its event: seqId=1, number=2",
                        "the event with this number");
        ISSUED.then("append p=1 w=5 v=1:2 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must be in its event: seqId=1, number=1",
                        "the event with this number");
        ISSUED.then("append p=1 w=5 v=1:2,1:1 r=ok").holds();
    }

    @Test
    void whatAnAbandonedTransactionWasGivenHasNotGotOut() {
        ISSUED.then("actualize; start k=1 w=5 p=1; next s=1 n=1; append p=1 w=5 v=1:1,1:2 r=ok")
                .breaks(PROVISIONAL, FOREIGN + 2, "the numbers of the transaction, each once: count=1");
        ISSUED.then("actualize; start k=1 w=5 p=1; next s=1 n=1; append p=1 w=5 v=1:1 r=ok")
                .holds();
    }

    @Test
    void whatAnotherOwnerWasGivenIsForeign() {
        Story two = ISSUED.then("open o=2; start o=2 k=1 w=5 p=1; next o=2 s=1 n=1");
        two.then("append o=2 p=1 w=5 v=1:1,1:2 r=ok")
                .breaks(PROVISIONAL, FOREIGN + 2, "the numbers of the transaction, each once: count=1");
        two.then("append o=2 p=1 w=5 v=1:1 r=ok; append o=1 p=1 w=5 v=1:1,1:2 r=conflict; actualize; flush o=2")
                .holds();
    }

    @Test
    void aNumberThatUseToldNeedNotBeCarried() {
        Story.begin()
                .then("start k=1 w=5 p=1; use s=1 n=7; next s=1 n=8; append p=1 w=5 v=1:8 r=ok")
                .holds();
    }

    @Test
    void flushFollowsAnAppendThatSucceeded() {
        ISSUED.then("flush")
                .breaks(
                        APPEND_FIRST,
                        "flush must follow an append that surely succeeded: plogOffset=1, append=none",
                        "actualize");
        ISSUED.then("append p=1 w=5 v=1:1,1:2 r=unknown; flush")
                .breaks(
                        APPEND_FIRST,
                        "flush must follow an append that surely succeeded: plogOffset=1, append=not ok",
                        "actualize");
        ISSUED.then("append p=1 w=5 v=1:1,1:2 r=failed; actualize").holds();
        ISSUED.then("append p=1 w=5 v=1:1,1:2 r=ok; flush").holds();
    }

    @Test
    void whatLandsWasSentAndLandsOnce() {
        Story sent = ISSUED.then("append p=1 w=5 v=1:1,1:2 r=unknown");
        sent.then("landed p=1 w=5 v=1:1,1:2").holds();
        sent.then("crash; landed p=1 w=5 v=1:2,1:1; open o=2").event("2", 2, 3).holds();
        String allowed = "one of those that were sent: count=1";
        sent.then("landed p=2 w=5 v=1:1,1:2").breaks(PROVISIONAL, UNSENT + 2, allowed);
        sent.then("landed p=1 w=6 v=1:1,1:2").breaks(PROVISIONAL, UNSENT + 1, allowed);
        sent.then("landed p=1 w=5 v=1:1,1:3").breaks(PROVISIONAL, UNSENT + 1, allowed);
        sent.then("landed p=1 w=5 v=2:3,1:1,1:2").breaks(PROVISIONAL, UNSENT + 1, allowed);
        sent.then("landed p=1 w=5 v=1:1").breaks(PROVISIONAL, UNSENT + 1, allowed);
        sent.then("landed p=1 w=5 v=1:2").breaks(PROVISIONAL, UNSENT + 1, allowed);
        sent.then("landed p=1 w=5 v=1:1,1:2; landed p=1 w=5 v=1:1,1:2")
                .breaks(PROVISIONAL, UNSENT + 1, "one of those that were sent: count=0");
        Story.begin()
                .then("start k=1 w=5 p=1; use s=1 n=7; append p=1 w=5 v=1:7:1 r=unknown; landed p=1 w=5 v=1:8:1")
                .breaks(PROVISIONAL, UNSENT + 1, allowed);
        ISSUED.then("append p=1 w=5 v=1:1,1:2 r=failed; landed p=1 w=5 v=1:1,1:2")
                .breaks(PROVISIONAL, UNSENT + 1, "one of those that were sent: count=0");
    }

    @Test
    void whatWasSentIsRememberedAsItWasThen() {
        ISSUED.then("append p=1 w=5 v=1:1,1:2 r=unknown; actualize; start k=1 w=6 p=1; next s=1 n=1")
                .then("landed p=1 w=5 v=1:1,1:2")
                .holds();
    }

    @Test
    void aNumberThatLandsIsJudgedThen() {
        Story.begin()
                .event(1, 1)
                .then("start k=1 w=5 p=2; use s=1 n=5 up=true; append p=2 w=5 v=1:5:1 r=unknown; actualize")
                .then("start k=1 w=5 p=2; next s=1 n=2; append p=2 w=5 v=1:2 r=ok")
                .then("landed p=2 w=5 v=1:5:1")
                .breaks(OFFSET_ONCE, "an offset must be used once: plogOffset=2, next free=3", "plogOffset=3");
    }

    @Test
    void ofManyThatWereSentThoseAtTakenOffsetsAreForgotten() {
        Story oneBelow = sentTo(Story.begin(), 999);
        Story next = oneBelow.event(1, 1).then(sending(2, 2));
        next.then("landed p=9 w=5 v=").breaks(PROVISIONAL, UNSENT + 9, "one of those that were sent: count=1000");
        next.then("actualize; " + sending(2, 2) + "; landed p=9 w=5 v=")
                .breaks(PROVISIONAL, UNSENT + 9, "one of those that were sent: count=2");
        next.then("actualize; " + sending(2, 2) + "; landed p=2 w=5 v=1:2").holds();
    }

    @Test
    void thoseThatCanStillLandAreKeptHoweverMany() {
        Story many = sentTo(Story.begin(), 1_001);
        many.then("landed p=9 w=5 v=").breaks(PROVISIONAL, UNSENT + 9, "one of those that were sent: count=1001");
        many.then("landed p=1 w=5 v=1:1").holds();
    }

    private static String sending(long plogOffset, long number) {
        return "start k=1 w=5 p=" + plogOffset + "; next s=1 n=" + number + "; append p=" + plogOffset + " w=5 v=1:"
                + number + " r=unknown";
    }

    private static Story sentTo(Story begun, int count) {
        return begun.then(sending(1, 1) + "; actualize", count);
    }
}
