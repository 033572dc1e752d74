package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.CHECKPOINT_REAL;
import static io.isequencer.rules.Property.CHECKPOINT_SOUND;
import static io.isequencer.rules.Property.DENSE;
import static io.isequencer.rules.Property.DENSE_OFFSETS;
import static io.isequencer.rules.Property.OFFSET_ONCE;
import static io.isequencer.rules.Property.PROVISIONAL;
import static io.isequencer.rules.Property.RAISED;
import static io.isequencer.rules.Property.REFUSAL;
import static io.isequencer.rules.Property.STORAGE_JUSTIFIED;
import static io.isequencer.rules.Property.UNIQUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An append of unknown outcome is in the log before a line says so: what cannot be right otherwise is explained by it,
 * and what it does not explain is still found.
 */
class LandedWhenLearntTest {
    /** Number 1 was sent to offset 1, and nobody knows. */
    private static final Story SENT = Story.with("")
            .then("open; start k=1 w=5 p=1; next s=1 n=1; append p=1 w=5 v=1:1 r=unknown; crash; open o=2");

    /** The next owner has found it. */
    private static final Story FOUND = SENT.event("2", 2, 2);

    private static final String LANDED = "landed p=1 w=5 v=1:1";
    private static final String TAKEN = "an offset must be used once: plogOffset=1, next free=";

    /** Two events were sent to offset 1: which one stands there is not known. */
    private static final Story TWO_SENT = SENT.then(
            "start o=2 k=1 w=6 p=1; next o=2 s=1 n=1; next o=2 s=1 n=2; append o=2 p=1 w=6 v=1:1,1:2 r=unknown; crash o=2");

    /** The next owner has found one of them. */
    private static final Story TWO_FOUND = TWO_SENT.then("open o=3; start o=3 k=1 w=7 p=2");

    private static Story found(String workspace, long number) {
        return TWO_SENT.then("open o=3; start o=3 k=1 w=" + workspace + " p=2; next o=3 s=1 n=" + number)
                .then("append o=3 p=2 w=" + workspace + " v=1:" + number + " r=ok");
    }

    @Test
    void whatANextOwnerFoundHasLanded() {
        assertEquals(1, FOUND.holds().lives().assumed());
        assertEquals(2, FOUND.holds().events());
        assertEquals(1, FOUND.then(LANDED).holds().lives().assumed());
        assertEquals(0, SENT.then(LANDED).event("2", 2, 2).holds().lives().assumed());
    }

    @Test
    void itLandsOnce() {
        FOUND.then(LANDED + "; " + LANDED).breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=0");
        FOUND.then("landed p=1 w=5 v=1:2").breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=0");
        FOUND.then("landed p=1 w=6 v=1:1").breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=0");
    }

    /** A recorder that never tells what has landed fills no memory; if it does after all, it is believed. */
    @Test
    void whatWasAssumedLongAgoMayStillBeConfirmed() {
        StringBuilder calls = new StringBuilder("open");
        for (int n = 1; n <= LogCheck.MAX_ASSUMED + 1; n++) {
            calls.append("; start k=1 w=5 p=" + n + "; next s=1 n=" + n + "; append p=" + n + " w=5 v=1:" + n
                    + " r=unknown; actualize");
        }
        Story all = Story.with("").then(calls + "; start k=1 w=5 p=" + (LogCheck.MAX_ASSUMED + 2));
        assertEquals(LogCheck.MAX_ASSUMED + 1, all.holds().lives().assumed());
        all.then("landed p=1 w=5 v=1:1; landed p=2 w=5 v=1:2").holds();
        all.then("landed p=2 w=5 v=1:9").breaks(PROVISIONAL, unsent(2), "one of those that were sent: count=0");
        all.then("lost p=1; landed p=1 w=5 v=1:1")
                .breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=0");
    }

    @Test
    void itsNumbersCount() {
        SENT.then("start o=2 k=1 w=5 p=2; next o=2 s=1 n=1; append o=2 p=2 w=5 v=1:1 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=1, last=1", "number=2");
        SENT.then("start o=2 k=1 w=5 p=2; next o=2 s=1 n=3; append o=2 p=2 w=5 v=1:3 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=1, number=3,"
                                + " last=1, initial=1",
                        "number=2");
    }

    @Test
    void aHoleThatNoneFillsIsOne() {
        SENT.then("start o=2 k=1 w=5 p=3")
                .breaks(
                        DENSE_OFFSETS,
                        "start must not give an offset past the log's end: plogOffset=3, next free=2",
                        "plogOffset=2");
    }

    @Test
    void itDoesNotOverwriteAnother() {
        SENT.then("start o=2 k=1 w=6 p=1; next o=2 s=1 n=1; append o=2 p=1 w=6 v=1:1 r=ok; flush o=2; " + LANDED)
                .breaks(OFFSET_ONCE, TAKEN + 2, "plogOffset=2");
        SENT.then("start o=2 k=1 w=5 p=1; use o=2 s=1 n=1; append o=2 p=1 w=5 v= r=ok; flush o=2; " + LANDED)
                .breaks(OFFSET_ONCE, TAKEN + 2, "plogOffset=2");
        Story.begin()
                .then("start k=1 w=5 p=1; next s=1 n=1; open o=2; start o=2 k=1 w=5 p=1; use o=2 s=1 n=1")
                .then("append o=2 p=1 w=5 v= r=ok; append p=1 w=5 v=1:1 r=unknown; " + LANDED)
                .breaks(OFFSET_ONCE, TAKEN + 2, "plogOffset=2");
        FOUND.then(
                        "write v=5:1:1 c=2; open o=4; start o=4 k=1 w=5 p=3; next o=4 s=1 n=3; append o=4 p=3 w=5 v=1:3 r=ok")
                .holds();
    }

    /** Both were given offset 1 and number 1, the one of them unheard: which of the two stands there nobody can tell. */
    @Test
    void theSameOfAnotherOwnerIsNotToldApartEvenWhenItIsCovered() {
        Story covered = Story.begin().event(1, 1).event(2, 2).then("write v=5:1:2 c=3");
        String sentToo = "open o=3; start o=3 k=1 w=5 p=1; next o=3 s=1 n=1; append o=3 p=1 w=5 v=1:1 r=unknown";
        Story before = Story.begin().then(sentToo).event(1, 1).event(2, 2).then("write v=5:1:2 c=3");
        Story between = Story.begin().event(1, 1).then(sentToo).event(2, 2).then("write v=5:1:2 c=3");
        Story after = covered.then(sentToo);
        for (Story story : List.of(before, between, after)) {
            story.then("landed o=3 p=1 w=5 v=1:1").holds();
        }
    }

    @Test
    void anotherEventAtATakenOffsetIsFoundEvenWhenItIsCovered() {
        String sentToo = "open o=3; start o=3 k=1 w=6 p=1; next o=3 s=1 n=1; append o=3 p=1 w=6 v=1:1 r=unknown";
        Story before = Story.begin().then(sentToo).event(1, 1).event(2, 2).then("write v=5:1:2 c=3");
        Story between = Story.begin().event(1, 1).then(sentToo).event(2, 2).then("write v=5:1:2 c=3");
        for (Story story : List.of(before, between)) {
            story.then("landed o=3 p=1 w=6 v=1:1").breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
        }
    }

    /** Which of two stands there comes out by the number behind it; a third is the same as that one. */
    @Test
    void theSameAsOneThatWasDecidedIsNotToldApart() {
        String third = "open o=9; start o=9 k=1 w=6 p=1; next o=9 s=1 n=1; next o=9 s=1 n=2;"
                + " append o=9 p=1 w=6 v=1:1,1:2 r=unknown; ";
        Story decided = TWO_SENT.then(third + "open o=3; start o=3 k=1 w=6 p=2; next o=3 s=1 n=3")
                .then("append o=3 p=2 w=6 v=1:3 r=ok; write v=6:1:3 c=3");
        decided.then("landed o=2 p=1 w=6 v=1:1,1:2; landed o=9 p=1 w=6 v=1:1,1:2")
                .holds();
        decided.then(LANDED).breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
    }

    @Test
    void whatCannotStandThereIsNotAssumed() {
        Story.begin()
                .event(1, 1)
                .then("start k=1 w=5 p=2; next s=1 n=1; append p=2 w=5 v=1:1 r=unknown; actualize; start k=1 w=5 p=3")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=1, last=1", "number=2");
    }

    @Test
    void aConflictShowsThatItHasLanded() {
        Story conflict = SENT.then("start o=2 k=1 w=5 p=1; next o=2 s=1 n=1; append o=2 p=1 w=5 v=1:1 r=conflict");
        conflict.then("actualize o=2").event("2", 2, 2).then(LANDED).holds();
        conflict.then(LANDED + "; actualize o=2").event("2", 2, 2).holds();
    }

    @Test
    void aCheckpointShowsThatItHasLanded() {
        SENT.then("write v=5:1:1 c=2; " + LANDED).holds();
        SENT.then("writeBegin id=1 v=5:1:1 c=2; writeEnd id=1 r=ok; " + LANDED).holds();
        SENT.then("write c=2")
                .breaks(
                        CHECKPOINT_SOUND,
                        "a checkpoint must have the numbers of all events below it stored: checkpoint=2, event=1,"
                                + " wsId=5, seqId=1, number=1, stored=0",
                        "a checkpoint of at most 1, or the number written before it");
        SENT.then("write v=5:1:1 c=3")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=3, next free=2",
                        "a checkpoint of at most 2");
    }

    @Test
    void theValuesOfATornWriteMayBeItsOwn() {
        SENT.then("write v=5:1:1; " + LANDED).holds();
        SENT.then("write v=5:1:2")
                .breaks(
                        STORAGE_JUSTIFIED,
                        "a stored number must be at most the largest of its key in the log: wsId=5, seqId=1, number=2,"
                                + " last=0",
                        "a number of at most 0");
    }

    @Test
    void aSyncShowsThatItHasLanded() {
        SENT.then("synced p=2; " + LANDED).holds();
    }

    @Test
    void anotherThatLandsBehindItShowsThatItHasLanded() {
        Story both = SENT.then("start o=2 k=1 w=5 p=2; next o=2 s=1 n=2; append o=2 p=2 w=5 v=1:2 r=unknown");
        both.then("landed p=2 w=5 v=1:2; " + LANDED).holds();
        both.then("crash o=2; open o=3")
                .event("3", 3, 3)
                .then("landed p=2 w=5 v=1:2; " + LANDED)
                .holds();
    }

    @Test
    void itMayMakeTheFlusherFull() {
        Story.begin()
                .then(
                        "start k=1 w=5 p=1; next s=1 n=1; next s=1 n=2; next s=1 n=3; append p=1 w=5 v=1:1,1:2,1:3 r=unknown")
                .then("actualize; start k=1 w=5 b=backPressure; landed p=1 w=5 v=1:1,1:2,1:3")
                .holds();
    }

    @Test
    void withoutCallsToo() {
        Story sent = Story.with("calls=false").then("append k=1 p=1 w=5 v=1:1 r=unknown");
        sent.then("append k=1 p=2 w=5 v=1:2 r=ok; " + LANDED).holds();
        sent.then("append k=1 p=2 w=5 v=1:1 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=1, last=1", "number=2");
    }

    @Test
    void thatSameEventWasSentTwiceIsNoQuestion() {
        Story twice =
                SENT.then("start o=2 k=1 w=5 p=1; next o=2 s=1 n=1; append o=2 p=1 w=5 v=1:1 r=unknown; crash o=2");
        Story next = twice.then("open o=3").event("3", 2, 2);
        next.then(LANDED).event("3", 3, 3).holds();
        next.then(LANDED + "; " + LANDED).event("3", 3, 3).holds();
        next.then(LANDED + "; " + LANDED + "; " + LANDED)
                .breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=0");
        SENT.event("2", 1, 1).then(LANDED).event("2", 2, 2).holds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5:2", "6:1", "5:1", "6:3", "7:1"})
    void ofTwoTheNumbersBehindTellWhichOneItIs(String next) {
        String[] word = next.split(":");
        Story story = found(word[0], Long.parseLong(word[1]));
        story.holds();
        boolean firstFits = !next.equals("5:1") && !next.equals("6:3");
        boolean secondFits = !next.equals("5:2") && !next.equals("6:1");
        Story first = story.then(LANDED);
        Story second = story.then("landed p=1 w=6 v=1:1,1:2");
        if (firstFits) {
            first.holds();
        } else {
            first.breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
        }
        if (secondFits) {
            second.holds();
        } else {
            second.breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
        }
    }

    @Test
    void ofTwoNeitherExplainsAnything() {
        found("5", 3)
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=1, number=3,"
                                + " last=1, initial=1",
                        "number=2");
        Story isSecond = found("6", 3).then("flush o=3; start o=3 k=1 w=5 p=3; next o=3 s=1 n=2");
        isSecond.then("append o=3 p=3 w=5 v=1:2 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=1, number=2,"
                                + " last=0, initial=1",
                        "number=1");
    }

    @Test
    void ofTwoALineTellsWhichOneItIs() {
        Story isFirst = TWO_SENT.then("open o=3; start o=3 k=1 w=6 p=2; " + LANDED + "; next o=3 s=1 n=1");
        isFirst.then("append o=3 p=2 w=6 v=1:1 r=ok").holds();
        Story isSecond = TWO_SENT.then("open o=3; start o=3 k=1 w=6 p=2; landed p=1 w=6 v=1:2,1:1; next o=3 s=1 n=1");
        isSecond.then("append o=3 p=2 w=6 v=1:1 r=ok")
                .breaks(
                        Property.MONOTONE,
                        "an issued number must be above those before: wsId=6, seqId=1, number=1, last=2",
                        "number=3");
    }

    @Test
    void ofTwoACheckpointTellsWhichOneItIs() {
        Story isFirst = TWO_SENT.then("write v=5:1:1 c=2");
        isFirst.then(LANDED).holds();
        isFirst.then("landed p=1 w=6 v=1:1,1:2").breaks(OFFSET_ONCE, TAKEN + 2, "plogOffset=2");
        TWO_SENT.then("write v=6:1:1 c=2")
                .breaks(
                        CHECKPOINT_SOUND,
                        "a checkpoint must have the numbers of all events below it stored: checkpoint=2, event=1,"
                                + " wsId=6, seqId=1, number=2, stored=1",
                        "a checkpoint of at most 1, or the number written before it");
        Story open = TWO_SENT.then("writeBegin id=1 v=5:1:1; writeEnd id=1 r=unknown; writeBegin id=2 v=6:1:2")
                .then("writeEnd id=2 r=unknown; write c=2; open o=3");
        open.event("3", 2, 2).then("lost p=2; open o=4").event("4", 2, 2).holds();
        open.event("3", 2, 1).then("lost p=2; open o=4").event("4", 2, 1).holds();
    }

    @Test
    void ofTwoWhatUseAnsweredTellsWhichOneItIs() {
        Story told = TWO_SENT.then(
                "open o=3; start o=3 k=1 w=5 p=2; use o=3 s=1 n=1 up=false; append o=3 p=2 w=5 v=1:1:1 r=ok");
        told.then(LANDED).holds();
        told.then("landed p=1 w=6 v=1:1,1:2").breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
        TWO_SENT.then("open o=3; start o=3 k=1 w=7 p=2; use o=3 s=1 n=1 up=false; append o=3 p=2 w=7 v=1:1:1 r=ok")
                .breaks(
                        RAISED,
                        "use must tell whether it raised the last-used number: wsId=7, seqId=1, number=1, last=0,"
                                + " up=false",
                        "up=true");
    }

    @Test
    void aLossTakesBackWhatWasFoundOut() {
        Story found = found("5", 2).then("flush o=3");
        found.then("lost p=2; open o=4").event("4", 2, 2).holds();
        found.then("lost p=1; open o=4").event("4", 1, 1).holds();
        TWO_SENT.then("open o=3; start o=3 k=1 w=7 p=2; lost p=1; open o=4")
                .event("4", 1, 1)
                .holds();
        // A number that was told hides what was behind it, until it is lost.
        Story told = TWO_SENT.then("open o=3; start o=3 k=1 w=5 p=2; use o=3 s=1 n=9; append o=3 p=2 w=5 v=1:9:1 r=ok")
                .then(LANDED);
        told.then("lost p=2; open o=4").event("4", 2, 2).holds();
        told.then("flush o=3")
                .event("3", 3, 10)
                .then("lost p=3; open o=4")
                .event("4", 3, 10)
                .holds();
    }

    @Test
    void twoOffsetsMayBeOpenAtOnce() {
        Story four = TWO_SENT.then(
                        "open o=3; start o=3 k=1 w=5 p=2; next o=3 s=1 n=2; append o=3 p=2 w=5 v=1:2 r=unknown")
                .then(
                        "crash o=3; open o=4; start o=4 k=1 w=6 p=2; next o=4 s=1 n=3; append o=4 p=2 w=6 v=1:3 r=unknown")
                .then("crash o=4; open o=5");
        four.event("5", 3, 3).holds();
        four.event("5", 3, 1).holds();
        four.event("5", 3, 2).holds();
        four.then("start o=5 k=1 w=6 p=3; next o=5 s=1 n=4; append o=5 p=3 w=6 v=1:4 r=ok")
                .holds();
        four.then("start o=5 k=1 w=6 p=3; next o=5 s=1 n=5; append o=5 p=3 w=6 v=1:5 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=6, seqId=1, number=5,"
                                + " last=3, initial=1",
                        "number=4");
    }

    @Test
    void aLossLeavesWhatWasFoundOutBelowIt() {
        FOUND.then("lost p=2; " + LANDED).holds();
        FOUND.then("lost p=1; " + LANDED).breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=0");
    }

    /** What was in flight is gone with the tail; at offset 1 one of the two still stands. */
    @Test
    void aLossLeavesAQuestionBelowItOpen() {
        String problem = "a stored number must be at most the largest of its key in the log: ";
        String allowed = "a number of at most 0";
        Story lost = TWO_FOUND.then("lost p=2");
        lost.then("write v=5:1:1").holds();
        lost.then("write v=6:1:2").holds();
        lost.then("write v=6:1:3").breaks(STORAGE_JUSTIFIED, problem + "wsId=6, seqId=1, number=3, last=0", allowed);
        lost.then("write v=7:1:1").breaks(STORAGE_JUSTIFIED, problem + "wsId=7, seqId=1, number=1, last=0", allowed);
        TWO_FOUND
                .then("lost p=1; write v=5:1:1")
                .breaks(STORAGE_JUSTIFIED, problem + "wsId=5, seqId=1, number=1, last=0", allowed);
    }

    @Test
    void aCheckpointTellsNothingOfTheOffsetThatItIs() {
        TWO_FOUND.then("write v=5:1:1 c=1; landed p=1 w=6 v=1:1,1:2").holds();
    }

    @Test
    void ofTwoTheOneWithMoreNumbersIsCounted() {
        assertEquals(2, TWO_FOUND.holds().numbers());
    }

    @Test
    void ofTwoOneLands() {
        TWO_FOUND.then("landed p=1 w=9 v=1:1").breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=2");
        found("5", 2)
                .then(LANDED + "; " + LANDED)
                .breaks(PROVISIONAL, unsent(1), "one of those that were sent: count=1");
    }

    /** No key begins with number 2. */
    @Test
    void ofTwoOneMayNotFit() {
        Story fitting = SENT.then("start o=2 k=1 w=6 p=1; next o=2 s=1 n=2; append o=2 p=1 w=6 v=1:2 r=unknown")
                .then("crash o=2; open o=3; start o=3 k=1 w=7 p=2");
        fitting.then(LANDED).holds();
        fitting.then("landed p=1 w=6 v=1:2").breaks(OFFSET_ONCE, TAKEN + 2, "plogOffset=2");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9})
    void eachOfTwoMayHaveAnyNumberOfNumbers(int count) {
        Story two = SENT.then("start o=2 k=1 w=6 p=1");
        List<String> values = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            two = two.then("next o=2 s=1 n=" + number);
            values.add("1:" + number);
        }
        String event = "p=1 w=6 v=" + String.join(",", values);
        two.then("append o=2 " + event + " r=unknown; write v=6:1:" + count + " c=2; landed " + event)
                .holds();
    }

    @Test
    void ofTwoQuestionsANumberAnswersItsOwn() {
        Story answered = TWO_SENT.then(
                        "open o=3; start o=3 k=1 w=7 p=2; next o=3 s=1 n=1; append o=3 p=2 w=7 v=1:1 r=unknown")
                .then(
                        "crash o=3; open o=4; start o=4 k=1 w=8 p=2; next o=4 s=1 n=1; append o=4 p=2 w=8 v=1:1 r=unknown")
                .then("crash o=4; open o=5")
                .event("5", 3, 2);
        answered.then(LANDED).holds();
        answered.then("landed p=1 w=6 v=1:1,1:2").breaks(OFFSET_ONCE, TAKEN + 4, "plogOffset=4");
        answered.then("landed p=2 w=7 v=1:1").holds();
        answered.then("landed p=2 w=8 v=1:1").holds();
    }

    /** Owner 9 was given offset 1 in time. */
    @Test
    void oneThatIsSentWhileTheQuestionIsOpenIsDistinguishedWhenItIsAnswered() {
        Story asked = TWO_SENT.then("open o=9; start o=9 k=1 w=6 p=1; next o=9 s=1 n=1; next o=9 s=1 n=2")
                .then("open o=3; start o=3 k=1 w=7 p=2; append o=9 p=1 w=6 v=1:1,1:2 r=unknown; open o=4");
        String third = "landed o=9 p=1 w=6 v=1:1,1:2";
        Story isFirst = asked.then("start o=4 k=1 w=5 p=2; next o=4 s=1 n=2; append o=4 p=2 w=5 v=1:2 r=ok");
        isFirst.then(LANDED).holds();
        isFirst.then(third).breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
        Story isSecond = asked.then("start o=4 k=1 w=6 p=2; next o=4 s=1 n=3; append o=4 p=2 w=6 v=1:3 r=ok");
        isSecond.then("landed o=2 p=1 w=6 v=1:1,1:2; " + third).holds();
        isSecond.then(LANDED).breaks(OFFSET_ONCE, TAKEN + 3, "plogOffset=3");
    }

    /** The question is that of offset 2; at offset 1 stands the same, and that is known. */
    @Test
    void theSameIsNotToldApartWhileAnotherQuestionIsOpen() {
        Story.begin()
                .then("open o=9; start o=9 k=1 w=5 p=1; next o=9 s=1 n=1")
                .event(1, 1)
                .then("open o=2; start o=2 k=1 w=6 p=2; next o=2 s=1 n=1; append o=2 p=2 w=6 v=1:1 r=unknown")
                .then("open o=3; start o=3 k=1 w=7 p=2; next o=3 s=1 n=1; append o=3 p=2 w=7 v=1:1 r=unknown")
                .then("open o=4; start o=4 k=1 w=8 p=3; append o=9 p=1 w=5 v=1:1 r=unknown")
                .then("landed o=9 p=1 w=5 v=1:1")
                .holds();
    }

    @Test
    void whatIsExhaustedMayBeSoByIt() {
        Story.begin()
                .then(
                        "start k=1 w=5 p=1; use s=1 n=9223372036854775807; append p=1 w=5 v=1:9223372036854775807:1 r=unknown")
                .then("crash; open; start k=1 w=5 p=1; next s=1 x=1004")
                .holds();
        Story.begin()
                .then(
                        "start k=1 w=5 p=1; use s=1 n=9223372036854775806; append p=1 w=5 v=1:9223372036854775806:1 r=unknown")
                .then("crash; open; start k=1 w=5 p=1; next s=1 x=1004")
                .breaks(REFUSAL, "an error must have its reason: call=next, o=1, x=1004", "success");
    }

    private static String unsent(long plogOffset) {
        return "an event that lands must be one whose append had an unknown outcome: plogOffset=" + plogOffset;
    }
}
