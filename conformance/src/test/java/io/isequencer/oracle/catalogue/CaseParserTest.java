package io.isequencer.oracle.catalogue;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.vectors.Vectors;
import io.isequencer.testing.ProjectFiles;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseParserTest {
    private static final String FAMILY = "family L1 some-family R7\n  What goes\n  wrong.\n";

    @Test
    void aFamilyGivesItsCasesIdLevelRuleAndSentence() {
        Case it = parse("# a comment\n\n" + FAMILY + "001 a title  open\n    close\n")
                .get(0);
        assertEquals(
                new Case(
                        "L1-some-family-001",
                        Level.L1,
                        "R7",
                        "a title",
                        "What goes wrong.",
                        it.params(),
                        List.of(new Step.Open(0, null), new Step.Close(0, Expect.DONE))),
                it);
        assertEquals(
                "V0-some-family-001",
                parse("family V0 some-family R7  W\n001 t  open").get(0).id());
    }

    @Test
    void whatAStepMustAnswerIsComputed() {
        assertEquals(
                List.of("1", "200001", "2"),
                steps("open tx(5:1,2) start(5) next(1)").stream()
                        .filter(Step.Next.class::isInstance)
                        .map(step -> ((Step.Next) step).expect().number())
                        .toList());
    }

    @Test
    void aRefusalIsWrittenBehindTheWord() {
        assertEquals(
                List.of(
                        new Step.Next(0, 1, Expect.error(1004), false),
                        new Step.Start(0, 9, "5", Expect.error(1005).orBusy("actualizing", "backPressure")),
                        new Step.Start(0, 1, "5", Expect.busy("backPressure").recommended()),
                        new Step.Actualize(0, Expect.error(1003), false)),
                steps("next(1)!exhausted start(9/5)!unknownWorkspaceKind|actualizing|backPressure"
                        + " start(5)!backPressure? actualize!actualizing"));
    }

    @Test
    void faultsAndReleasesHaveTheirCounts() {
        assertEquals(
                List.of(
                        new Step.Fault(0, StorageOp.WRITE, FaultType.FAIL_BEFORE, -1, 0, 0),
                        new Step.Fault(0, StorageOp.READ_PLOG, FaultType.TORN, 2, 1, 3),
                        new Step.Release(0, StorageOp.WRITE, FaultType.TORN, 1),
                        new Step.Release(0, StorageOp.ANY, null, -1),
                        new Step.Land(0, -1),
                        new Step.Land(0, 0)),
                steps(
                        "fault(write failBefore) fault(readPLog torn:2 x3 after 1) release(write torn:1) release(any) land"
                                + " land(0)"));
    }

    @Test
    void whatIsRepeatedKnowsItsRound() {
        List<LoggedEvent> log = parse(FAMILY + "001 t  repeat(2: log(2^40+#:1..2=max-#)) open")
                .get(0)
                .params()
                .plog();
        String second = Long.toString(Long.MAX_VALUE - 2);
        assertEquals(
                new LoggedEvent("2", "1099511627778", List.of(new SeqNumber(1, second), new SeqNumber(2, second))),
                log.get(1));
        assertEquals(2, log.size());
    }

    @Test
    void valuesGiveACaseToEachCombination() {
        List<Case> cases = parse(FAMILY + "let first = open tx({ws}:1)\neach ws|name: 5|five; 6|six\n"
                + "each end: close; crash\n001-004 {name}, {end}  {first} {end}\n005 t  open");
        assertEquals(
                List.of("five, close", "five, crash", "six, close", "six, crash", "t"),
                cases.stream().map(Case::title).toList());
        assertEquals("6", ((Step.Start) cases.get(3).steps().get(1)).wsId());
        assertTrue(cases.get(3).steps().get(5) instanceof Step.Crash);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                001 t open                     ~ a case must be 'NUMBER TITLE', two spaces and words: found=001 t open, file=F, line=4
                oops                           ~ a case must be 'NUMBER TITLE', two spaces and words: found=oops, file=F, line=4
                002 t  open                    ~ a case must have the next number of its family: number=2, next=1, file=F, line=4
                001-002 t  open                ~ there must be a number for each value: numbers=2, values=1, file=F, line=4
                001 t  opne                    ~ a word must be known: word=opne, file=F, line=4
                001 t  {begin} open            ~ a name must be defined: name=begin, file=F, line=4
                001 t  open cacheSize(1)       ~ what a case begins with must stand before its steps: word=cacheSize(1), file=F, line=4
                001 t  open(5)                 ~ a word must not say more than it can: word=open(5), file=F, line=4
                001 t  open heal!closed        ~ a word must not say more than it can: word=heal!closed, file=F, line=4
                001 t  start                   ~ a word must say of what, as 'NAME(…)': word=start, file=F, line=4
                001 t  start(five)             ~ a number must be a sum of 5, 2^53, #, max or maxOffset: number=five, file=F, line=4
                001 t  start(2^64)             ~ a number must be 0..2^64-1: number=2^64, file=F, line=4
                001 t  open tx(5:9)            ~ a sequence must be declared: wsKind=1, seqId=9, file=F, line=4
                001 t  open next(1)!gone       ~ a refusal must be known: found=gone, file=F, line=4
                001 t  hold(writes)            ~ a kind of call must be known: found=writes, file=F, line=4
                001 t  fault(write)            ~ a fault must be 'ON KIND', then 'xTIMES' and 'after CALLS': word=fault(write), file=F, line=4
                001 t  append(perhaps)         ~ an outcome must be known: found=perhaps, file=F, line=4
                001 t  call({)!malformed       ~ a request must be JSON: found={, file=F, line=4
                001 t  call({"op":"next"})     ~ 'a call must say what it is answered: word=call({"op":"next"}), file=F, line=4'
                001 t  repeat(2: open          ~ parentheses must be closed: found=repeat(2: open, file=F, line=4
                001 t  log(5:1)                ~ a number must be 'SEQ=NUMBER': found=1, file=F, line=4
                001 t  sequences(2147483648)   ~ a number must be 0..2147483647: number=2147483648, file=F, line=4
                let 5 = open                   ~ a definition must be 'let NAME = TEXT': found=let 5 = open, file=F, line=4
                each a: 1; 2                   ~ values must have a case behind them: values={a=1}, file=F, line=4
                each a|b: 1                    ~ there must be a value for each name: names=a|b, values=1, file=F, line=4
                family L5 other R7  W          ~ 'a family must be ''family LEVEL NAME RULE'' and a sentence: found=family L5 other R7  W, file=F, line=4'
                family L1 other R19  W         ~ a family must be 'family LEVEL NAME RULE' and a sentence: found=family L1 other R19  W, file=F, line=4
                family L1 other R7             ~ a family must be 'family LEVEL NAME RULE' and a sentence: found=family L1 other R7, file=F, line=4
                family L1 some-family R7  W    ~ a family must be there once: family=L1-some-family, file=F, line=4
                """)
    void aBadLineIsRefusedWithItsPlace(String line, String message) {
        assertEquals(message, refusal(FAMILY + line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                open tx(5:1) crash                              ~ ''
                needs(virtualTime) open                         ~ virtualTime
                open start(5) use(1=3)                          ~ use
                open start(5) use(1=0)!malformed                ~ use
                open tx(5:1) crash(1)                           ~ writeAhead
                open tx(5:1) crash(1 durable)                   ~ writeAhead
                open call({"op":"use","seqId":1})!notStarted    ~ use
                open call({"op":"crash"})!timeout               ~ crash
                open call({"op":"tick","ms":0})!timeout         ~ virtualTime
                open call({"op":"observe"})!timeout             ~ observe
                open call({"op":"next"})!malformed              ~ ''
                """)
    void whatACaseNeedsIsKnownFromItsSteps(String words, String capability) {
        Case testCase = parse(FAMILY + "001 t  " + words).get(0);
        String needs = testCase.params().needs().stream().map(Capability::id).collect(Collectors.joining(","));
        assertEquals(capability, needs);
    }

    @Test
    void theLineIsTheFirstOfWhatGoesOn() {
        assertEquals("a word must be known: word=opne, file=F, line=5", refusal(FAMILY + "\n001 t\n  open\n  opne\n"));
    }

    @Test
    void aNameMustEnd() {
        assertEquals(
                "a name must not stand for itself: found={a}, file=F, line=6",
                refusal(FAMILY + "let a = {b}\nlet b = {a}\n001 t  {a}"));
        assertEquals(
                "a name must be defined once: name=a, file=F, line=5", refusal(FAMILY + "let a = open\nlet a = close"));
    }

    @Test
    void aCaseMustBeOfAFamily() {
        assertEquals("a case must be of a family: found=001 t  open, file=F, line=1", refusal("001 t  open"));
    }

    @Test
    void noFamilyIsInAFileThatIsNotRead() {
        Set<String> read = Stream.concat(Catalogue.cases(Bounds.USUAL).stream(), Vectors.all().stream())
                .map(it -> it.id().replaceAll("-\\d{3}$", ""))
                .collect(toSet());
        Set<String> written = ProjectFiles.text(name -> name.endsWith(".cases")).values().stream()
                .flatMap(text -> Pattern.compile("(?m)^family (\\w+) (\\S+)")
                        .matcher(text)
                        .results())
                .map(header -> header.group(1) + "-" + header.group(2))
                .collect(toSet());
        assertTrue(written.size() > 50, written::toString);
        written.removeAll(read);
        assertEquals(Set.of(), written);
    }

    @Test
    void theDocumentHasEveryWordThatTheFilesUse() {
        String document = ProjectFiles.read("conformance/cases/README.md");
        Set<String> words = new TreeSet<>();
        ProjectFiles.text(name -> name.endsWith(".cases"))
                .values()
                .forEach(text -> Pattern.compile("(?<=[ (])[a-zA-Z]+(?=\\()")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .forEach(words::add));
        assertTrue(words.contains("tx"), words::toString);
        assertEquals(
                Set.of(),
                words.stream()
                        .filter(word -> !document.contains("`" + word + "("))
                        .collect(toSet()));
    }

    private static List<Step> steps(String words) {
        return parse(FAMILY + "001 t  " + words).get(0).steps();
    }

    private static String refusal(String text) {
        return assertThrows(CaseParser.BadCaseException.class, () -> parse(text))
                .getMessage();
    }

    private static List<Case> parse(String text) {
        return CaseParser.parse("F", text, Bounds.USUAL);
    }
}
