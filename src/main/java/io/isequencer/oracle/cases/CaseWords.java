package io.isequencer.oracle.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isequencer.oracle.wire.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern WORD =
            Pattern.compile("([a-zA-Z]+)(?:\\((.*)\\))?(?:!([a-zA-Z|]+)(\\?)?)?(?:=(\\d+))?");
    private static final Pattern REPEAT = Pattern.compile("([^:]+):(.+)");
    private static final Pattern KEY_NUMBER = Pattern.compile("([^:]+):([^=]+)=(.+)");
    private static final Pattern INITIAL = Pattern.compile("(?:([^/]+)/)?([^=]+)=(.+)");
    private static final Pattern TRANSACTION = Pattern.compile("(?:([^/]+)/)?([^:]+)(?::(.+))?");
    private static final Pattern EVENT = Pattern.compile("([^:]+)(?::(.+))?");
    private static final Pattern NUMBER_OF_SEQUENCE = Pattern.compile("([^=]+)=(.+)");
    private static final Pattern FAULT = Pattern.compile("(\\w+) (\\w+)(?::(-?\\d+))?(?: x(\\d+))?(?: after (\\d+))?");
    private static final Pattern RELEASE = Pattern.compile("(\\w+)(?: (\\w+)(?::(-?\\d+))?)?");
    private static final Pattern LOST = Pattern.compile("(\\d+)( durable)?");
    private static final List<String> BUSY = List.of("actualizing", "backPressure");
    /** Of a fault: as long as it is not healed; of a write: all of it. */
    private static final int ALL = -1;

    private final Script script;
    private final CaseNumbers numbers;
    private boolean begun;

    CaseWords(Script script, Bounds bounds) {
        this.script = script;
        this.numbers = new CaseNumbers(bounds);
    }

    void play(String words) {
        for (String text : split(words)) {
            Word word = new Word(text);
            if (word.name.equals("repeat")) {
                repeat(word);
            } else if (begin(word)) {
                requireNotBegun(text);
            } else {
                begun = true;
                step(word);
            }
            word.requireAllTaken();
        }
    }

    /** At the blanks outside of parentheses. */
    private static List<String> split(String words) {
        List<String> split = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (char c : (words + " ").toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c != ' ' || depth > 0) {
                word.append(c);
            } else if (!word.isEmpty()) {
                split.add(word.toString());
                word.setLength(0);
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("parentheses must be closed: found=" + words.strip());
        }
        return split;
    }

    private void requireNotBegun(String word) {
        if (begun) {
            throw new IllegalArgumentException("what a case begins with must stand before its steps: word=" + word);
        }
    }

    private void repeat(Word word) {
        Matcher of = word.matched(REPEAT, "repeat must be 'repeat(TIMES: WORDS)'");
        int times = numbers.small(of.group(1));
        for (int round = 1; round <= times; round++) {
            long outer = numbers.enter(round);
            play(of.group(2));
            numbers.enter(outer);
        }
    }

    /** Whether it is of what the case begins with. */
    private boolean begin(Word word) {
        ScriptParams params = script.params();
        switch (word.name) {
            case "sequences" -> params.sequences(numbers.small(word.text()));
            case "seq" -> {
                Matcher it = word.matched(INITIAL, "a sequence must be 'SEQ=INITIAL' or 'KIND/SEQ=INITIAL'");
                params.declare(kind(it.group(1)), numbers.small(it.group(2)), numbers.of(it.group(3)));
            }
            case "maxUnflushedValues" -> params.unflushed(numbers.small(word.text()));
            case "cacheSize" -> params.cache(numbers.small(word.text()));
            case "retryDelayMs" -> params.retryDelayMs(numbers.small(word.text()));
            case "closeTimeoutMs" -> params.closeTimeoutMs(numbers.small(word.text()));
            case "readLimit" -> params.readLimit(numbers.small(word.text()));
            case "freeHeld" -> params.freeHeld();
            case "needs" -> params.need(named(Capability.values(), Capability::id, word.text(), "a capability"));
            case "stored" -> {
                Matcher it = word.matched(KEY_NUMBER, "a stored number must be 'WORKSPACE:SEQ=NUMBER'");
                params.stored(numbers.of(it.group(1)), numbers.small(it.group(2)), numbers.of(it.group(3)));
            }
            case "first" -> params.firstOffset(numbers.of(word.text()));
            case "checkpoint" -> params.checkpoint(numbers.of(word.text()));
            case "log" -> {
                Matcher event = word.matched(EVENT, "an event must be 'WORKSPACE' or 'WORKSPACE:SEQ=NUMBER,…'");
                script.logged(numbers.of(event.group(1)), values(event.group(2)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(Word word) {
        switch (word.name) {
            case "start",
                    "tx",
                    "next",
                    "nextLater",
                    "nextStale",
                    "use",
                    "append",
                    "flush",
                    "actualize",
                    "actualizeLater",
                    "join",
                    "call" -> clientStep(word);
            case "fault", "hold", "heal", "await", "release", "land", "landAppend", "foreign" -> storageStep(word);
            case "owner" -> script.as(numbers.small(word.text()));
            case "open" -> {
                if (word.isRefused()) {
                    script.openRefused(word.refusal(List.of()));
                } else {
                    script.open();
                }
            }
            case "quiesce" -> script.quiesce();
            case "drained" -> script.drained();
            case "check" -> {
                if (word.hasText()) {
                    script.check(Arrays.stream(word.text().split(","))
                            .map(numbers::of)
                            .map(Script::text)
                            .toList());
                } else {
                    script.check();
                }
            }
            case "crash" -> crash(word);
            case "close" -> script.close();
            default -> throw new IllegalArgumentException("a word must be known: word=" + word.whole);
        }
    }

    private void clientStep(Word word) {
        switch (word.name) {
            case "start" -> {
                Matcher it = word.matched(TRANSACTION, "a start must be 'WORKSPACE' or 'KIND/WORKSPACE'");
                int kind = kind(it.group(1));
                long wsId = numbers.of(it.group(2));
                if (word.isRefused()) {
                    script.startRefused(kind, wsId, word.refusal(BUSY));
                } else {
                    script.start(kind, wsId);
                }
            }
            case "tx" -> {
                Matcher it = word.matched(TRANSACTION, "a transaction must be 'WORKSPACE:SEQ,…', KIND/ before it");
                script.start(kind(it.group(1)), numbers.of(it.group(2)));
                script.next(numbers.seqIds(it.group(3))).append(Outcome.OK).flush();
            }
            case "next" -> {
                if (word.isRefused()) {
                    script.nextRefused(numbers.small(word.text()), word.refusal(List.of()));
                } else {
                    script.next(numbers.seqIds(word.text()));
                }
            }
            case "nextLater" -> script.nextLater(numbers.small(word.text()));
            case "nextStale" -> script.nextStale(numbers.small(word.text()));
            case "use" -> {
                Matcher it = word.matched(NUMBER_OF_SEQUENCE, "use must be 'SEQ=NUMBER'");
                int seqId = numbers.small(it.group(1));
                long number = numbers.of(it.group(2));
                if (word.isRefused()) {
                    script.useRefused(seqId, number, word.refusal(List.of()));
                } else {
                    script.use(seqId, number);
                }
            }
            case "append" -> append(word);
            case "flush" -> {
                if (word.isRefused()) {
                    script.flushRefused(word.refusal(List.of()));
                } else {
                    script.flush();
                }
            }
            case "actualize" -> {
                if (word.isRefused()) {
                    script.actualizeRefused(word.refusal(List.of()));
                } else {
                    script.actualize();
                }
            }
            case "actualizeLater" -> script.actualizeLater();
            case "join" -> script.join();
            default -> call(word);
        }
    }

    private void append(Word word) {
        if (!word.hasText()) {
            script.append(Outcome.OK);
            return;
        }
        Matcher it = word.matched(EVENT, "an append must be 'OUTCOME' or 'OUTCOME:SEQ=NUMBER,…'");
        Outcome outcome = named(Outcome.values(), Outcome::id, it.group(1), "an outcome");
        script.append(outcome, values(it.group(2)));
    }

    private void call(Word word) {
        Map<String, Object> request;
        try {
            request = JSON.readValue(word.text(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a request must be JSON: found=" + word.whole, e);
        }
        script.call(request, word.isRefused() ? word.refusal(List.of()) : Expect.number(word.number()));
    }

    private void crash(Word word) {
        if (!word.hasText()) {
            script.crash(0);
            return;
        }
        Matcher lost = word.matched(LOST, "a crash must be 'EVENTS' or 'EVENTS durable'");
        int events = numbers.small(lost.group(1));
        if (lost.group(2) == null) {
            script.crash(events);
        } else {
            script.crashDurable(events);
        }
    }

    private void storageStep(Word word) {
        switch (word.name) {
            case "fault" -> {
                Matcher it = word.matched(FAULT, "a fault must be 'ON KIND', then 'xTIMES' and 'after CALLS'");
                FaultType kind = named(FaultType.values(), FaultType::id, it.group(2), "a fault");
                script.fault(
                        on(it.group(1)), kind, count(it.group(3), ALL), count(it.group(5), 0), count(it.group(4), 0));
            }
            case "hold" -> script.hold(on(word.text()));
            case "heal" -> script.heal();
            case "await" -> script.await(on(word.text()));
            case "release" -> {
                Matcher it = word.matched(RELEASE, "a release must be 'ON' or 'ON KIND'");
                boolean well = it.group(2) == null || it.group(2).equals("ok");
                FaultType as = well ? null : named(FaultType.values(), FaultType::id, it.group(2), "a fault");
                script.releaseAs(on(it.group(1)), as, count(it.group(3), ALL));
            }
            case "land" -> script.land(word.hasText() ? numbers.small(word.text()) : ALL);
            case "landAppend" -> script.landAppend();
            default -> {
                Matcher event = word.matched(EVENT, "an event must be 'WORKSPACE' or 'WORKSPACE:SEQ=NUMBER,…'");
                script.foreign(numbers.of(event.group(1)), values(event.group(2)));
            }
        }
    }

    private int kind(String text) {
        return text == null ? Script.KIND : numbers.small(text);
    }

    private SeqNumber[] values(String text) {
        List<SeqNumber> values = new ArrayList<>();
        for (String one : text == null ? new String[0] : text.split(",")) {
            Matcher it = NUMBER_OF_SEQUENCE.matcher(one);
            if (!it.matches()) {
                throw new IllegalArgumentException("a number must be 'SEQ=NUMBER': found=" + one);
            }
            long number = numbers.of(it.group(2));
            for (int seqId : numbers.seqIds(it.group(1))) {
                values.add(Script.value(seqId, number));
            }
        }
        return values.toArray(SeqNumber[]::new);
    }

    private static int count(String text, int usual) {
        return text == null ? usual : Integer.parseInt(text);
    }

    private static On on(String text) {
        return named(On.values(), On::id, text, "a kind of call");
    }

    private static <T> T named(T[] all, Function<T, String> id, String text, String what) {
        return Arrays.stream(all)
                .filter(it -> id.apply(it).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(what + " must be known: found=" + text));
    }

    /** A word with what stands behind it; what nobody takes is an error. */
    private static final class Word {
        private final String whole;
        private final String name;
        private String text;
        private String refusal;
        private final boolean should;
        private String number;

        Word(String whole) {
            Matcher parts = WORD.matcher(whole);
            if (!parts.matches()) {
                throw new IllegalArgumentException("a word must be 'NAME', 'NAME(…)', 'NAME!REFUSAL': word=" + whole);
            }
            this.whole = whole;
            name = parts.group(1);
            text = parts.group(2);
            refusal = parts.group(3);
            should = parts.group(4) != null;
            number = parts.group(5);
        }

        boolean hasText() {
            return text != null;
        }

        boolean isRefused() {
            return refusal != null;
        }

        String text() {
            String taken = text;
            if (taken == null) {
                throw new IllegalArgumentException("a word must say of what, as 'NAME(…)': word=" + whole);
            }
            text = null;
            return taken;
        }

        Matcher matched(Pattern pattern, String rule) {
            Matcher matcher = pattern.matcher(text());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(rule + ": word=" + whole);
            }
            return matcher;
        }

        String number() {
            String taken = number;
            if (taken == null) {
                throw new IllegalArgumentException("a call must say what it is answered: word=" + whole);
            }
            number = null;
            return taken;
        }

        /** What it may be refused with: the names of errors, and these. */
        Expect refusal(List<String> busy) {
            List<Integer> codes = new ArrayList<>();
            List<String> reasons = new ArrayList<>();
            for (String one : refusal.split("\\|")) {
                if (busy.contains(one)) {
                    reasons.add(one);
                } else {
                    codes.add(named(ErrorCode.values(), CaseWords::camelCase, one, "a refusal")
                            .code());
                }
            }
            refusal = null;
            return new Expect(
                    null,
                    null,
                    null,
                    reasons.isEmpty() ? null : reasons,
                    codes.isEmpty() ? null : codes,
                    false,
                    should);
        }

        void requireAllTaken() {
            if (text != null || refusal != null || number != null) {
                throw new IllegalArgumentException("a word must not say more than it can: word=" + whole);
            }
        }
    }

    private static String camelCase(ErrorCode code) {
        StringBuilder text = new StringBuilder();
        for (String part : code.name().toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return text.toString();
    }
}
