package io.isequencer.oracle.catalogue;

import io.isequencer.laboratory.PackagedText;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads files of cases: families, and a case a line.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadCaseException} naming rule, value, file and line.
 *   <li><i>Source:</i> {@code conformance/cases/README.md}.
 * </ul>
 */
public final class CaseParser {
    private static final Pattern LET = Pattern.compile("let ([a-zA-Z]\\w*) =(.*)");
    private static final Pattern FAMILY =
            Pattern.compile("family ([LV])([0-4]) ([a-z0-9]+(?:-[a-z0-9]+)*) (R(?:[1-9]|1[0-8])|WA|PROTOCOL) (.+)");
    private static final Pattern EACH = Pattern.compile("each ([a-zA-Z]\\w*(?:\\|[a-zA-Z]\\w*)*): (.+)");
    private static final Pattern CASE = Pattern.compile("(\\d{3})(?:-(\\d{3}))? (.+?)  (.+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]\\w*)\\}");

    /** Names stand for text with names, but never as deep as that. */
    private static final int MAX_DEPTH = 10;

    private static final List<Map<String, String>> NO_VALUES = List.of(Map.of());

    private final Bounds bounds;
    private final List<Case> cases = new ArrayList<>();
    private final Map<String, String> lets = new HashMap<>();
    private final Set<String> families = new HashSet<>();
    /** For the next line of cases: all ways to fill in its placeholders. */
    private List<Map<String, String>> ways = NO_VALUES;

    private Family family;

    /** Where the cases stand that are read, with the number that comes next. */
    private static final class Family {
        private final String prefix;
        private final Level level;
        private final String rule;
        private final String comment;
        private int size;

        Family(MatchResult header) {
            prefix = header.group(1) + header.group(2) + "-" + header.group(3);
            level = Level.valueOf("L" + header.group(2));
            rule = header.group(4);
            comment = header.group(5).strip().replaceAll("\\s+", " ");
        }
    }

    /** A file of cases that cannot be used. */
    public static final class BadCaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BadCaseException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private CaseParser(Bounds bounds) {
        this.bounds = bounds;
    }

    /** The cases of a file that is packaged with the oracle; those at the boundary are made for these bounds. */
    public static List<Case> packaged(String file, Bounds bounds) {
        return parse(file, PackagedText.of(CaseParser.class, file), bounds);
    }

    /**
     * The cases of a text.
     *
     * @param file how errors name it
     */
    public static List<Case> parse(String file, String text, Bounds bounds) {
        CaseParser parser = new CaseParser(bounds);
        List<String> lines = text.lines().toList();
        for (int begin = 0, end; begin < lines.size(); begin = end) {
            StringBuilder whole = new StringBuilder(lines.get(begin));
            for (end = begin + 1; end < lines.size() && lines.get(end).startsWith(" "); end++) {
                whole.append("  ").append(lines.get(end).strip());
            }
            try {
                parser.read(whole.toString());
                if (end == lines.size()) {
                    parser.requireValuesUsed();
                }
            } catch (IllegalArgumentException e) {
                throw new BadCaseException(e.getMessage() + ", file=" + file + ", line=" + (begin + 1), e);
            }
        }
        return List.copyOf(parser.cases);
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        switch (line.substring(0, (line + " ").indexOf(' '))) {
            case "let" -> let(matched(LET, line, "a definition must be 'let NAME = TEXT'"));
            case "family" -> begin(matched(FAMILY, line, "a family must be 'family LEVEL NAME RULE' and a sentence"));
            case "each" -> each(matched(EACH, line, "values must be 'each NAME|NAME: VALUE|VALUE; VALUE|VALUE'"));
            default -> cases(matched(CASE, line, "a case must be 'NUMBER TITLE', two spaces and words"));
        }
    }

    private static MatchResult matched(Pattern pattern, String line, String rule) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(rule + ": found=" + line);
        }
        return matcher.toMatchResult();
    }

    private void let(MatchResult definition) {
        String name = definition.group(1);
        if (lets.putIfAbsent(name, definition.group(2).strip()) != null) {
            throw new IllegalArgumentException("a name must be defined once: name=" + name);
        }
    }

    private void begin(MatchResult header) {
        requireValuesUsed();
        family = new Family(header);
        if (!families.add(family.prefix)) {
            throw new IllegalArgumentException("a family must be there once: family=" + family.prefix);
        }
    }

    private void requireValuesUsed() {
        if (!ways.equals(NO_VALUES)) {
            throw new IllegalArgumentException("values must have a case behind them: values=" + ways.get(0));
        }
    }

    /** Each of the ways so far with each of the values. */
    private void each(MatchResult values) {
        String[] names = values.group(1).split("\\|");
        List<Map<String, String>> product = new ArrayList<>();
        for (Map<String, String> way : ways) {
            for (String row : filled(values.group(2), way).split(";")) {
                String[] cells = row.split("\\|", -1);
                if (cells.length != names.length) {
                    throw new IllegalArgumentException("there must be a value for each name: names=" + values.group(1)
                            + ", values=" + row.strip());
                }
                Map<String, String> longer = new HashMap<>(way);
                for (int i = 0; i < names.length; i++) {
                    longer.put(names[i], cells[i].strip());
                }
                product.add(longer);
            }
        }
        ways = product;
    }

    private void cases(MatchResult line) {
        if (family == null) {
            throw new IllegalArgumentException("a case must be of a family: found=" + line.group());
        }
        int first = Integer.parseInt(line.group(1));
        int last = line.group(2) == null ? first : Integer.parseInt(line.group(2));
        if (first != family.size + 1) {
            throw new IllegalArgumentException(
                    "a case must have the next number of its family: number=" + first + ", next=" + (family.size + 1));
        }
        if (last - first + 1 != ways.size()) {
            throw new IllegalArgumentException(
                    "there must be a number for each value: numbers=" + (last - first + 1) + ", values=" + ways.size());
        }
        for (Map<String, String> way : ways) {
            add(filled(line.group(3), way), filled(line.group(4), way), filled(family.comment, way));
        }
        ways = NO_VALUES;
    }

    private void add(String title, String words, String comment) {
        Script script = new Script();
        new CaseWords(script, bounds).play(words);
        family.size++;
        String id = String.format(Locale.ROOT, "%s-%03d", family.prefix, family.size);
        cases.add(script.build(id, family.level, family.rule, title, comment));
    }

    /** The text without placeholders; what one stands for may have others. */
    private String filled(String text, Map<String, String> values) {
        String now = text;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            String before = now;
            now = PLACEHOLDER.matcher(now).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
            if (now.equals(before)) {
                return now;
            }
        }
        throw new IllegalArgumentException("a name must not stand for itself: found=" + text);
    }

    private String value(String name, Map<String, String> values) {
        String value = values.getOrDefault(name, lets.get(name));
        if (value == null) {
            throw new IllegalArgumentException("a name must be defined: name=" + name);
        }
        return value;
    }
}
