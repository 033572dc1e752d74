package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Expect;
import io.isequencer.recording.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word of a case with what stands behind it: {@code next(1)!exhausted}. What nobody takes of it is an error. */
final class CaseWord {
    private static final Pattern WORD =
            Pattern.compile("([a-zA-Z]+)(?:\\((.*)\\))?(?:!([a-zA-Z|]+)(\\?)?)?(?:=(\\d+))?");
    private static final List<String> BUSY = List.of("actualizing", "backPressure");

    private final String whole;
    private final String name;
    private final boolean should;
    private String text;
    private String refusal;
    private String number;

    private CaseWord(String whole) {
        Matcher parts = WORD.matcher(whole);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a word must be 'NAME', 'NAME(…)' or 'NAME!REFUSAL': word=" + whole);
        }
        this.whole = whole;
        name = parts.group(1);
        text = parts.group(2);
        refusal = parts.group(3);
        should = parts.group(4) != null;
        number = parts.group(5);
    }

    /** The words of a text: it is parted at the blanks outside of parentheses. */
    static List<CaseWord> in(String words) {
        List<CaseWord> split = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (char c : (words + " ").toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c != ' ' || depth > 0) {
                word.append(c);
            } else if (!word.isEmpty()) {
                split.add(new CaseWord(word.toString()));
                word.setLength(0);
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("parentheses must be closed: found=" + words.strip());
        }
        return split;
    }

    String name() {
        return name;
    }

    boolean hasText() {
        return text != null;
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** What is in its parentheses. */
    String text() {
        String taken = text;
        if (taken == null) {
            throw new IllegalArgumentException("a word must say of what, as 'NAME(…)': word=" + whole);
        }
        text = null;
        return taken;
    }

    /** The parts of what is in its parentheses; a part that is not there is null. */
    MatchResult text(Pattern pattern, String rule) {
        Matcher matcher = pattern.matcher(text());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(rule + ": word=" + whole);
        }
        return matcher;
    }

    /** The number that a call answers. */
    String number() {
        String taken = number;
        if (taken == null) {
            throw new IllegalArgumentException("a call must say what it is answered: word=" + whole);
        }
        number = null;
        return taken;
    }

    /** What it may be refused with: the names of errors, and for a start why the sequencer may be busy. */
    Expect refusal() {
        List<Integer> codes = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (String one : refusal.split("\\|")) {
            if (name.equals("start") && BUSY.contains(one)) {
                reasons.add(one);
            } else {
                codes.add(named(ErrorCode.values(), CaseWord::camelCase, one, "a refusal")
                        .code());
            }
        }
        refusal = null;
        String[] busy = reasons.toArray(String[]::new);
        Expect expect = codes.isEmpty() ? Expect.busy(busy) : Expect.error(codes.toArray(Integer[]::new));
        if (!codes.isEmpty() && busy.length > 0) {
            expect = expect.orBusy(busy);
        }
        return should ? expect.recommended() : expect;
    }

    IllegalArgumentException unknown(String rule) {
        return new IllegalArgumentException(rule + ": word=" + whole);
    }

    void requireAllTaken() {
        if (text != null || refusal != null || number != null) {
            throw unknown("a word must not say more than it can");
        }
    }

    /** The one of that name. */
    static <T> T named(T[] all, Function<T, String> id, String text, String what) {
        return Arrays.stream(all)
                .filter(value -> id.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(what + " must be known: found=" + text));
    }

    private static String camelCase(ErrorCode code) {
        StringBuilder text = new StringBuilder();
        for (String part : code.name().toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return text.toString();
    }
}
