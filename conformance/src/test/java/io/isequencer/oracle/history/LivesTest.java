package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.CHECKPOINT_REAL;
import static io.isequencer.rules.Property.CHECKPOINT_SOUND;
import static io.isequencer.rules.Property.DENSE;
import static io.isequencer.rules.Property.DURABLE;
import static io.isequencer.rules.Property.MONOTONE;
import static io.isequencer.rules.Property.OFFSET_ONCE;
import static io.isequencer.rules.Property.PROVISIONAL;
import static io.isequencer.rules.Property.STORAGE_JUSTIFIED;
import static io.isequencer.rules.Property.UNIQUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.rules.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several lives of one log and storage: what the next one finds must be what the ones before have left. */
class LivesTest {
    private static final String TYPES = "; history version=1 types=1:1:1,1:2:200001,1:3:9223372036854775806,2:1:1";

    /** Events 1 to 3 with numbers 1 to 3 of one key; the first two are covered by a checkpoint. */
    private static final Story FIRST =
            Story.begin().event(1, 1).event(2, 2).then("write v=5:1:2 c=3").event(3, 3);

    /** Finds just that. */
    private static final Story SECOND =
            FIRST.then("crash" + TYPES + " c=3").then("givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3");

    private static Story next(String header, String givens) {
        return FIRST.then("crash" + TYPES + " " + header).then(givens);
    }

    @Test
    void theNextLifeContinues() {
        HistoryVerdict verdict = SECOND.then("open").event(4, 4).holds();
        assertEquals(new HistoryVerdict.Lives(2, 0, null, 0, 0, 0), verdict.lives());
        assertEquals(4, verdict.events());
        SECOND.then("open; write v=5:1:3 c=4")
                .then(TYPES.substring(2) + " c=4; givenNumber w=5 s=1 n=3; open")
                .event(4, 4)
                .holds();
    }

    @Test
    void whoeverLivedBeforeIsDead() {
        Story killed = FIRST.then("writeBegin id=1 v=5:1:3 c=4" + TYPES + " c=3; givenNumber w=5 s=1 n=2")
                .then("givenEvent p=3 w=5 v=1:3");
        killed.then("open; writeBegin id=1 v=5:1:3 c=4; writeEnd id=1 r=ok")
                .event(4, 4)
                .holds();
        killed.then("open; write c=4").holds();
        killed.then("writeEnd id=1 r=ok").isMalformed("id must be of a write under way: id=1");
        killed.then("flush").breaks(Property.REFUSAL, "flush must be refused: o=1, reason=closed", "error 1006");
    }

    @Test
    void whatWasGivenStaysIssued() {
        SECOND.then("open; start k=1 w=5 p=4; next s=1 n=3; append p=4 w=5 v=1:3 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=3, last=3", "number=4");
    }

    @Test
    void anEventStaysWhatItWas() {
        String changed = "an event must stay what it was when it was appended: plogOffset=3";
        String allowed = "the event that an earlier life has appended there";
        next("c=3", "givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:4; open").breaks(OFFSET_ONCE, changed, allowed);
        next("c=3", "givenNumber w=5 s=1 n=2; givenEvent p=3 w=6 v=1:3; open").breaks(OFFSET_ONCE, changed, allowed);
        next("c=3", "givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3,2:200001; open")
                .breaks(OFFSET_ONCE, changed, allowed);
        next("c=3", "givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=; open").breaks(OFFSET_ONCE, changed, allowed);
    }

    @Test
    void theStorageMayBeAnOlderOne() {
        next("", "givenEvent p=1 w=5 v=1:1; givenEvent p=2 w=5 v=1:2; givenEvent p=3 w=5 v=1:3; open")
                .event(4, 4)
                .holds();
        next("c=2", "givenNumber w=5 s=1 n=1; givenEvent p=2 w=5 v=1:2; givenEvent p=3 w=5 v=1:3; open")
                .event(4, 4)
                .then("lost p=3; open o=2")
                .event("2", 3, 3)
                .holds();
        next("", "givenEvent p=1 w=5 v=1:1; givenEvent p=2 w=5 v=1:2; givenEvent p=3 w=5 v=1:3; open; write c=2")
                .breaks(
                        CHECKPOINT_SOUND,
                        "a checkpoint must have the numbers of all events below it stored: checkpoint=2, event=1,"
                                + " wsId=5, seqId=1, number=1, stored=0",
                        "a checkpoint of at most 1, or the number written before it");
    }

    @Test
    void itsNumbersCoverWhatIsBelowItsCheckpoint() {
        String problem = "a life must find the numbers of all events below its checkpoint stored: checkpoint=4, wsId=5,"
                + " seqId=1, number=3, stored=";
        String allowed = "the number stored, or its event among those that were given";
        next("c=4", "givenNumber w=5 s=1 n=2; open").breaks(CHECKPOINT_SOUND, problem + 2, allowed);
        next("c=4", "open").breaks(CHECKPOINT_SOUND, problem + 0, allowed);
        next("c=4", "givenNumber w=5 s=1 n=3; open").event(4, 4).holds();
    }

    @Test
    void itsNumbersAreThoseOfTheLog() {
        next("c=3", "givenNumber w=5 s=1 n=4; givenEvent p=3 w=5 v=1:3; open")
                .breaks(
                        STORAGE_JUSTIFIED,
                        "a stored number must be at most the largest of its key in the log: wsId=5, seqId=1, number=4,"
                                + " last=3",
                        "a number of at most 3");
        next("c=3", "givenNumber w=5 s=1 n=2; givenNumber w=6 s=1 n=1; givenEvent p=3 w=5 v=1:3; open")
                .breaks(
                        STORAGE_JUSTIFIED,
                        "a stored number must be at most the largest of its key in the log: wsId=6, seqId=1, number=1,"
                                + " last=0",
                        "a number of at most 0");
    }

    @Test
    void aTailMayBeLostDownToWhatIsDurable() {
        Story lost = next("c=3", "givenNumber w=5 s=1 n=2; open").event(3, 3);
        assertEquals(new HistoryVerdict.Lives(2, 0, null, 1, 0, 0), lost.holds().lives());
        next("c=2", "givenNumber w=5 s=1 n=1; open")
                .breaks(
                        CHECKPOINT_REAL,
                        "a checkpoint must be at most the next free offset of the log: checkpoint=3, next free=2",
                        "a checkpoint of at most 2");
        Story synced = FIRST.then("synced p=4; crash" + TYPES + " c=3; givenNumber w=5 s=1 n=2");
        synced.then("open")
                .breaks(DURABLE, "a loss must leave what is durable: lost from=3, durable below=4", "a loss from 4 on");
        synced.then("givenEvent p=3 w=5 v=1:3; open").event(4, 4).holds();
        FIRST.then("synced p=4; synced p=2; crash" + TYPES + " c=3; givenNumber w=5 s=1 n=2; open")
                .breaks(DURABLE, "a loss must leave what is durable: lost from=3, durable below=4", "a loss from 4 on");
    }

    @Test
    void anEmptyLogBehindAFullOneIsFound() {
        Story.begin()
                .event(1, 1)
                .then("synced p=2; crash" + TYPES + "; open")
                .breaks(DURABLE, "a loss must leave what is durable: lost from=1, durable below=2", "a loss from 2 on");
    }

    @Test
    void numbersOfALostTailAreNotStored() {
        Story.begin()
                .event(1, 1)
                .then("crash" + TYPES + "; givenNumber w=5 s=1 n=1; open")
                .breaks(
                        STORAGE_JUSTIFIED,
                        "a stored number must be at most the largest of its key in the log: wsId=5, seqId=1, number=1,"
                                + " last=0",
                        "a number of at most 0");
    }

    @Test
    void whatNoLineHasToldOfMustFit() {
        Story more = next("c=3", "givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3");
        Story fits = more.then("givenEvent p=4 w=5 v=1:4,2:200001; givenEvent p=5 w=6 v=1:7:1,1:8; open");
        HistoryVerdict fit = fits.event(6, 5).holds();
        assertEquals(new HistoryVerdict.Lives(2, 0, null, 0, 2, 0), fit.lives());
        assertEquals(8, fit.numbers());
        more.then("givenEvent p=4 w=6 v=1:2; open")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=6, seqId=1, number=2,"
                                + " last=0, initial=1",
                        "number=1");
        more.then("givenEvent p=4 w=5 v=1:3")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=3, last=3", "number=4");
        Story behindUnseen = next("c=5", "givenNumber w=5 s=1 n=5");
        assertEquals(
                5,
                behindUnseen
                        .then("givenEvent p=5 w=5 v=1:6; open")
                        .event(6, 7)
                        .holds()
                        .numbers());
        behindUnseen
                .then("givenEvent p=5 w=5 v=1:3; open")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=3, last=3", "number=4");
        Story covered = next("c=4", "givenNumber w=5 s=1 n=3");
        covered.then("givenEvent p=4 w=5 v=1:3; open")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=3, last=3", "number=4");
        covered.then("givenEvent p=4 w=5 v=1:2; open")
                .breaks(
                        MONOTONE,
                        "an issued number must be above those before: wsId=5, seqId=1, number=2, last=3",
                        "number=4");
    }

    @Test
    void whatNoLineHasToldOfMayBeCoveredAlready() {
        Story covered = next("c=6", "givenNumber w=5 s=1 n=4; givenNumber w=6 s=2 n=200001; open");
        assertEquals(
                new HistoryVerdict.Lives(2, 0, null, 0, 2, 0),
                covered.event(6, 5).holds().lives());
        assertEquals(3, covered.holds().maxUncovered());
        covered.then("start k=1 w=5 p=6; next s=1 n=4; append p=6 w=5 v=1:4 r=ok")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=4, last=4", "number=5");
        next("c=6", "givenNumber w=5 s=1 n=2; open")
                .breaks(
                        CHECKPOINT_SOUND,
                        "a life must find the numbers of all events below its checkpoint stored: checkpoint=6, wsId=5,"
                                + " seqId=1, number=3, stored=2",
                        "the number stored, or its event among those that were given");
    }

    @Test
    void anAppendOfUnknownOutcomeIsThereOrNot() {
        Story sent = FIRST.then("start k=1 w=5 p=4; next s=1 n=4; append p=4 w=5 v=1:4 r=unknown" + TYPES + " c=3")
                .then("givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3");
        assertEquals(0, sent.then("open").event(4, 4).holds().lives().unrecorded());
        assertEquals(
                0,
                sent.then("givenEvent p=4 w=5 v=1:4; open")
                        .event(5, 5)
                        .holds()
                        .lives()
                        .unrecorded());
        assertEquals(
                1,
                sent.then("givenEvent p=4 w=6 v=1:1; open")
                        .event(5, 4)
                        .holds()
                        .lives()
                        .unrecorded());
        Story covered = FIRST.then("start k=1 w=5 p=4; next s=1 n=4; append p=4 w=5 v=1:4 r=unknown" + TYPES + " c=5")
                .then("givenNumber w=5 s=1 n=4; open");
        // Another event may have been appended there in the lines that are missing.
        FIRST.then("start k=1 w=5 p=4; next s=1 n=4; append p=4 w=5 v=1:4 r=unknown" + TYPES + " c=5")
                .then("givenNumber w=5 s=1 n=3; givenNumber w=6 s=1 n=1; open")
                .event(5, 4)
                .holds();
        assertEquals(0, covered.event(5, 5).holds().lives().unrecorded());
    }

    @Test
    void whatWasSentMayLandInTheNextLife() {
        FIRST.then("start k=1 w=5 p=4; next s=1 n=4; append p=4 w=5 v=1:4 r=unknown" + TYPES + " c=3")
                .then("givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3; open; landed p=4 w=5 v=1:4")
                .event(5, 5)
                .holds();
    }

    /** Nobody is left who learns of it, whether it was found out in the life before or not. */
    @ParameterizedTest
    @ValueSource(strings = {"", "; actualize; start k=1 w=5 p=2"})
    void whatTheNextLifeHasFoundLandsNoMore(String foundOut) {
        Story.begin()
                .then("start k=1 w=5 p=1; next s=1 n=1; append p=1 w=5 v=1:1 r=unknown" + foundOut + TYPES)
                .then("givenEvent p=1 w=5 v=1:1; open; landed p=1 w=5 v=1:1")
                .breaks(
                        PROVISIONAL,
                        "an event that lands must be one whose append had an unknown outcome: plogOffset=1",
                        "one of those that were sent: count=0");
    }

    /** Event 2 is missing in the lines; so nobody can tell whether event 3 is the one that was sent. */
    @Test
    void whatWasSentMayBeFoundBehindAnEventThatNoLineHasToldOf() {
        Story.with("calls=false")
                .then("append k=1 p=1 w=5 v=1:1 r=ok; append k=1 p=3 w=5 v=1:3 r=unknown" + TYPES + " calls=false c=3")
                .then("givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3; open; landed p=3 w=5 v=1:3")
                .holds();
    }

    /** Two were sent to offset 1, and one of them stands there. */
    private static final Story QUESTION = Story.begin()
            .then("start k=1 w=5 p=1; next s=1 n=1; append p=1 w=5 v=1:1 r=unknown; crash; open o=2")
            .then("start o=2 k=1 w=6 p=1; next o=2 s=1 n=1; append o=2 p=1 w=6 v=1:1 r=unknown; crash o=2; open o=3")
            .then("start o=3 k=1 w=7 p=2; crash o=3");

    @Test
    void aQuestionThatTheNextLifeHasCoveredIsOpenNoMore() {
        QUESTION.then(TYPES.substring(2) + " c=2; givenNumber w=5 s=1 n=1; open")
                .then("start k=1 w=6 p=2; next s=1 n=2; append p=2 w=6 v=1:2 r=ok")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=6, seqId=1, number=2,"
                                + " last=0, initial=1",
                        "number=1");
    }

    @Test
    void aQuestionIsAnsweredByTheNextLife() {
        QUESTION.then(TYPES.substring(2) + "; givenEvent p=1 w=6 v=1:1; open")
                .event(2, 1)
                .holds();
        QUESTION.then(TYPES.substring(2) + "; givenEvent p=1 w=5 v=1:1; open")
                .event(2, 2)
                .holds();
        QUESTION.then(TYPES.substring(2) + "; givenEvent p=1 w=8 v=1:1; open")
                .breaks(
                        OFFSET_ONCE,
                        "an event must stay what it was when it was appended: plogOffset=1",
                        "the event that an earlier life has appended there");
    }

    @Test
    void aLifeThatIsCutWithinWhatItFoundTellsNothing() {
        Story cut = next("c=3", "givenNumber w=5 s=1 n=2" + TYPES + " c=3")
                .then("givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3; open");
        assertEquals(3, cut.event(4, 4).holds().lives().count());
        next("c=3", "givenNumber w=5 s=1 n=9").holds();
        Story first = Story.with("c=3").then("givenNumber w=5 s=1 n=1" + TYPES + " c=3; givenNumber w=5 s=1 n=2; open");
        first.event(3, 3).holds();
    }

    @Test
    void aSequenceKeepsItsInitialValue() {
        FIRST.then("crash; history version=1 types=1:1:5000")
                .breaks(
                        DENSE,
                        "the initial value of a sequence must stay what it was: wsKind=1, seqId=1, initial=5000, before=1",
                        "the types of the life before, and more");
        FIRST.then("crash; history version=1 types=1:1:1,3:1:7 c=3; givenNumber w=5 s=1 n=2; givenEvent p=3 w=5 v=1:3")
                .then("open; start k=3 w=9 p=4; next s=1 n=7; append p=4 w=9 v=1:7 r=ok")
                .holds();
    }

    @Test
    void whatIsGivenAgreesWithItself() {
        Story given = Story.with("").then("givenEvent p=1 w=5 v=1:1");
        given.then("givenEvent p=2 w=5 v=1:1")
                .breaks(UNIQUE, "a number must be issued once: wsId=5, seqId=1, number=1, last=1", "number=2");
        given.then("givenEvent p=2 w=5 v=1:7")
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: wsId=5, seqId=1, number=7,"
                                + " last=1, initial=1",
                        "number=2");
        given.then("givenEvent p=2 w=5 v=1:2; givenEvent p=3 w=5 v=1:1")
                .breaks(
                        MONOTONE,
                        "an issued number must be above those before: wsId=5, seqId=1, number=1, last=2",
                        "number=3");
        given.then("givenEvent p=2 w=5 v=1:7:1,1:8; givenEvent p=3 w=5 v=1:3:1,1:9; open")
                .event(4, 10)
                .holds();
        // What stands before the first issued number of a key is not known.
        Story.with("c=9")
                .then("givenEvent p=9 w=5 v=1:2:1; givenEvent p=10 w=5 v=1:44,1:45; open")
                .event(11, 46)
                .holds();
        Story.with("")
                .then("givenEvent p=1 w=5 v=2:7:1; givenEvent p=2 w=5 v=2:200001; open")
                .holds();
    }

    private static HistoryVerdict check(String... inputs) {
        List<HistoryReader> readers = new ArrayList<>();
        for (String input : inputs) {
            readers.add(new HistoryReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
        }
        try {
            return new HistoryChecker(readers.iterator()).check();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final String ONE = FIRST.text();
    private static final String TWO = SECOND.then("open").event(4, 4).text().substring(ONE.length());

    @Test
    void aHistoryMayComeInParts() {
        String second = TWO.substring(TWO.indexOf("{\"e\":\"history\""));
        HistoryVerdict whole = check(ONE + TWO);
        assertEquals(whole, check(ONE, TWO));
        assertEquals(whole, check("", ONE, "", TWO, ""));
        assertEquals(2, check(ONE, second).lives().count());
        HistoryVerdict.Breach breach =
                check(ONE, second.replace("\"p\":4", "\"p\":5")).breach();
        assertEquals("e=start, line=5", "e=" + breach.kind() + ", line=" + breach.line());
        assertThrows(BadHistoryException.class, () -> check(TWO, ONE));
    }

    /** A recorder that dies leaves a line cut anywhere; its process begins the next life. */
    @Test
    void aLifeMayEndInTheMiddleOfALine() {
        String second = TWO.substring(TWO.indexOf("{\"e\":\"history\""));
        String last = Stream.of(ONE.split("\n")).reduce((a, b) -> b).orElseThrow();
        for (int cut = 1; cut < last.length() - 1; cut++) {
            String torn = ONE + last.substring(0, cut);
            long line = ONE.lines().count() + 1;
            HistoryVerdict alone = check(torn);
            assertEquals(new HistoryVerdict.TornLine(line, cut), alone.lives().end());
            assertNull(alone.breach());
            for (HistoryVerdict both :
                    List.of(check(torn, second), check(torn + "\n" + second), check(torn + second))) {
                assertNull(both.breach());
                assertEquals(new HistoryVerdict.Lives(2, 1, null, 0, 0, 0), both.lives(), "cut=" + cut);
            }
            BadHistoryException refusal =
                    assertThrows(BadHistoryException.class, () -> check(torn, "{\"e\":\"note\"}\n"));
            assertEquals("a line that is cut must be the last of its life: e=note", refusal.getMessage());
            assertEquals(1, refusal.line());
            BadHistoryException broken =
                    assertThrows(BadHistoryException.class, () -> check(torn + "\n{\"e\":\"note\"}\n"));
            assertEquals(line, broken.line(), broken.getMessage());
        }
    }

    @Test
    void aViolationBeforeATornLineIsOne() {
        HistoryVerdict verdict = check(ONE.replace("\"n\":3", "\"n\":4").replace("[1,3]", "[1,4]") + "{\"e\":");
        assertEquals(DENSE, verdict.breach().rule());
        assertNull(verdict.lives().end());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{\"e\":\"nonsense\"}", "[1", "{\"e\":\"next\"}", "{\"e\":\"note\"} x"})
    void whatIsNotCutIsNotTorn(String line) {
        assertThrows(BadHistoryException.class, () -> check(ONE + line));
        assertThrows(BadHistoryException.class, () -> check(ONE + line + "\n" + TWO));
    }

    @Test
    void aWholeLineNeedsNoLineFeed() {
        assertEquals(check(ONE), check(ONE.stripTrailing()));
        assertNull(check(ONE.stripTrailing()).lives().end());
    }

    @Test
    void filesMayBeJoinedWithoutALineFeed() {
        String second = TWO.substring(TWO.indexOf("{\"e\":\"history\""));
        assertEquals(check(ONE, second), check(ONE.stripTrailing() + second));
    }

    @Test
    void linesAreCountedAcrossALineThatIsGluedToAHeader() {
        HistoryVerdict.Breach breach = check(ONE + "{\"e\":\"op"
                        + TWO.substring(TWO.indexOf("{\"e\":\"history\"")).replace("\"p\":4", "\"p\":5"))
                .breach();
        assertEquals(ONE.lines().count() + 5, breach.line());
    }
}
