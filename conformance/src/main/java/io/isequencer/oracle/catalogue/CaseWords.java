package io.isequencer.oracle.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.StorageOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a case: what it begins with, then steps.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} naming rule and value.
 *   <li><i>Source:</i> {@code conformance/cases/README.md}.
 * </ul>
 */
final class CaseWords {
    private static final Pattern REPEAT = Pattern.compile("([^:]+):(.+)");
    private static final Pattern STORED = Pattern.compile("([^:]+):([^=]+)=(.+)");
    private static final Pattern INITIAL = Pattern.compile("(?:([^/]+)/)?([^=]+)=(.+)");
    private static final Pattern TRANSACTION = Pattern.compile("(?:([^/]+)/)?([^:]+)(?::(.+))?");
    private static final Pattern EVENT = Pattern.compile("([^:]+)(?::(.+))?");
    private static final Pattern VALUE = Pattern.compile("([^=]+)=(.+)");
    private static final Pattern FAULT = Pattern.compile("(\\w+) (\\w+)(?::(\\d+))?(?: x(\\d+))?(?: after (\\d+))?");
    private static final Pattern RELEASE = Pattern.compile("(\\w+)(?: (\\w+)(?::(\\d+))?)?");
    private static final Pattern LOST = Pattern.compile("(\\d+)( durable)?");
    private static final String AN_EVENT = "an event must be 'WORKSPACE' or 'WORKSPACE:SEQ=NUMBER,…'";
    /** Of a write all values, and the checkpoint. */
    private static final int WHOLE = -1;

    private final Script script;
    private final CaseNumbers numbers;
    private boolean begun;

    CaseWords(Script script, Bounds bounds) {
        this.script = script;
        this.numbers = new CaseNumbers(bounds);
    }

    void play(String words) {
        for (CaseWord word : CaseWord.in(words)) {
            if (word.name().equals("repeat")) {
                repeat(word);
            } else if (!isBeginning(word)) {
                begun = true;
                step(word);
            } else if (begun) {
                throw word.unknown("what a case begins with must stand before its steps");
            }
            word.requireAllTaken();
        }
    }

    private void repeat(CaseWord word) {
        MatchResult of = word.text(REPEAT, "repeat must be 'repeat(TIMES: WORDS)'");
        int times = numbers.small(of.group(1));
        for (int round = 1; round <= times; round++) {
            long outer = numbers.enter(round);
            play(of.group(2));
            numbers.enter(outer);
        }
    }

    /** Whether it is of what the case begins with; then it is taken. */
    private boolean isBeginning(CaseWord word) {
        ScriptParams params = script.params();
        switch (word.name()) {
            case "sequences" -> params.sequences(numbers.small(word.text()));
            case "seq" -> {
                MatchResult match = word.text(INITIAL, "a sequence must be 'SEQ=INITIAL' or 'KIND/SEQ=INITIAL'");
                params.declare(kind(match.group(1)), numbers.small(match.group(2)), numbers.of(match.group(3)));
            }
            case "maxUnflushedValues" -> params.unflushed(numbers.small(word.text()));
            case "cacheSize" -> params.cache(numbers.small(word.text()));
            case "retryDelayMs" -> params.retryDelayMs(numbers.small(word.text()));
            case "closeTimeoutMs" -> params.closeTimeoutMs(numbers.small(word.text()));
            case "readLimit" -> params.readLimit(numbers.small(word.text()));
            case "freeHeld" -> params.freeHeld();
            case "needs" ->
                params.need(CaseWord.named(Capability.values(), Capability::id, word.text(), "a capability"));
            case "stored" -> {
                MatchResult match = word.text(STORED, "a stored number must be 'WORKSPACE:SEQ=NUMBER'");
                params.stored(numbers.of(match.group(1)), numbers.small(match.group(2)), numbers.of(match.group(3)));
            }
            case "first" -> params.firstOffset(numbers.of(word.text()));
            case "checkpoint" -> params.checkpoint(numbers.of(word.text()));
            case "log" -> {
                MatchResult event = word.text(EVENT, AN_EVENT);
                script.logged(numbers.of(event.group(1)), values(event.group(2)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(CaseWord word) {
        switch (word.name()) {
            case "owner" -> script.as(numbers.small(word.text()));
            case "close" -> script.close();
            case "crash" -> crash(word);
            case "quiesce" -> script.quiesce();
            case "drained" -> script.drained();
            case "check" -> check(word);
            case "call" -> call(word);
            case "open", "start", "next", "use", "flush", "actualize" -> {
                if (word.isRefused()) {
                    refusedCall(word);
                } else {
                    clientCall(word);
                }
            }
            case "tx", "nextLater", "nextStale", "append", "actualizeLater", "join" -> clientCall(word);
            default -> storageStep(word);
        }
    }

    private void clientCall(CaseWord word) {
        switch (word.name()) {
            case "open" -> script.open();
            case "start" -> {
                MatchResult match = transaction(word);
                script.start(kind(match.group(1)), numbers.of(match.group(2)));
            }
            case "tx" -> {
                MatchResult match = transaction(word);
                script.start(kind(match.group(1)), numbers.of(match.group(2)));
                script.next(numbers.seqIds(match.group(3))).append().flush();
            }
            case "next" -> script.next(numbers.seqIds(word.text()));
            case "nextLater" -> script.nextLater(numbers.small(word.text()));
            case "nextStale" -> script.nextStale(numbers.small(word.text()));
            case "use" -> {
                MatchResult match = explicit(word);
                script.use(numbers.small(match.group(1)), numbers.of(match.group(2)));
            }
            case "append" -> append(word);
            case "flush" -> script.flush();
            case "actualize" -> script.actualize();
            case "actualizeLater" -> script.actualizeLater();
            default -> script.join();
        }
    }

    private void refusedCall(CaseWord word) {
        Expect refusal = word.refusal();
        switch (word.name()) {
            case "open" -> script.openRefused(refusal);
            case "start" -> {
                MatchResult match = transaction(word);
                script.startRefused(kind(match.group(1)), numbers.of(match.group(2)), refusal);
            }
            case "next" -> script.nextRefused(numbers.small(word.text()), refusal);
            case "use" -> {
                MatchResult match = explicit(word);
                script.useRefused(numbers.small(match.group(1)), numbers.of(match.group(2)), refusal);
            }
            case "flush" -> script.flushRefused(refusal);
            default -> script.actualizeRefused(refusal);
        }
    }

    private static MatchResult transaction(CaseWord word) {
        return word.text(TRANSACTION, "a transaction must be 'WORKSPACE' or 'WORKSPACE:SEQ,…', with 'KIND/' before it");
    }

    private static MatchResult explicit(CaseWord word) {
        return word.text(VALUE, "use must be 'SEQ=NUMBER'");
    }

    private void append(CaseWord word) {
        if (!word.hasText()) {
            script.append();
            return;
        }
        MatchResult match = word.text(EVENT, "an append must be 'OUTCOME' or 'OUTCOME:SEQ=NUMBER,…'");
        Outcome outcome = CaseWord.named(Outcome.values(), Outcome::id, match.group(1), "an outcome");
        script.append(outcome, values(match.group(2)));
    }

    private void call(CaseWord word) {
        String text = word.text();
        Map<String, Object> request;
        try {
            request = StrictJson.MAPPER.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a request must be JSON: found=" + text, e);
        }
        script.call(request, word.isRefused() ? word.refusal() : Expect.number(word.number()));
    }

    private void crash(CaseWord word) {
        if (!word.hasText()) {
            script.crash();
            return;
        }
        MatchResult lost = word.text(LOST, "a crash must be 'EVENTS' or 'EVENTS durable'");
        int events = numbers.small(lost.group(1));
        if (lost.group(2) == null) {
            script.crash(events);
        } else {
            script.crashDurable(events);
        }
    }

    private void check(CaseWord word) {
        if (word.hasText()) {
            script.check(Arrays.stream(word.text().split(","))
                    .map(numbers::of)
                    .map(Script::text)
                    .toList());
        } else {
            script.check();
        }
    }

    private void storageStep(CaseWord word) {
        switch (word.name()) {
            case "fault" -> {
                MatchResult match = word.text(FAULT, "a fault must be 'ON KIND', then 'xTIMES' and 'after CALLS'");
                script.fault(
                        on(match.group(1)),
                        faultType(match.group(2)),
                        count(match.group(3), WHOLE),
                        count(match.group(5), 0),
                        count(match.group(4), 0));
            }
            case "hold" -> script.hold(on(word.text()));
            case "heal" -> script.heal();
            case "await" -> script.await(on(word.text()));
            case "release" -> {
                MatchResult match = word.text(RELEASE, "a release must be 'ON' or 'ON KIND'");
                boolean well = match.group(2) == null || match.group(2).equals("ok");
                script.releaseAs(
                        on(match.group(1)), well ? null : faultType(match.group(2)), count(match.group(3), WHOLE));
            }
            case "land" -> script.land(word.hasText() ? numbers.small(word.text()) : WHOLE);
            case "landAppend" -> script.landAppend();
            case "foreign" -> {
                MatchResult event = word.text(EVENT, AN_EVENT);
                script.foreign(numbers.of(event.group(1)), values(event.group(2)));
            }
            default -> throw word.unknown("a word must be known");
        }
    }

    private int kind(String text) {
        return text == null ? Script.KIND : numbers.small(text);
    }

    private SeqNumber[] values(String text) {
        List<SeqNumber> values = new ArrayList<>();
        for (String one : text == null ? new String[0] : text.split(",")) {
            Matcher match = VALUE.matcher(one);
            if (!match.matches()) {
                throw new IllegalArgumentException("a number must be 'SEQ=NUMBER': found=" + one);
            }
            long number = numbers.of(match.group(2));
            for (int seqId : numbers.seqIds(match.group(1))) {
                values.add(Script.value(seqId, number));
            }
        }
        return values.toArray(SeqNumber[]::new);
    }

    private int count(String text, int usual) {
        return text == null ? usual : numbers.small(text);
    }

    private static StorageOp on(String text) {
        return CaseWord.named(StorageOp.values(), StorageOp::id, text, "a kind of call");
    }

    private static FaultType faultType(String text) {
        return CaseWord.named(FaultType.values(), FaultType::id, text, "a fault");
    }
}
