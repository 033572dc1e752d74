package io.isequencer.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mutants of a program's text: one comparison, bound, connective, constant or condition is another one, or one
 * statement is left out. Strings, comments and locks stay as they are. The same text has the same mutants, in the same
 * order.
 */
final class SourceMutants {
    /** What is code in a language, and how it is changed. */
    enum Syntax {
        PYTHON(
                "#",
                List.of(
                        new Operator(" is not None", " is None"),
                        new Operator(" is None", " is not None"),
                        new Operator(" and ", " or "),
                        new Operator(" or ", " and "),
                        new Operator("\\bnot (?!in\\b)", ""),
                        new Operator("\\bTrue\\b", "False"),
                        new Operator("\\bFalse\\b", "True"),
                        new Operator("\\bif .+:$", "if False:")),
                new Operator("(?<=^ {1,40})(?:\\w[\\w.]*\\(.*\\)|[\\w.\\[\\]]+ = .+|del .+|raise .+)$", "pass")),
        GO(
                "//",
                List.of(
                        new Operator(" && ", " || "),
                        new Operator(" \\|\\| ", " && "),
                        new Operator("!(?=\\w)", ""),
                        new Operator("\\btrue\\b", "false"),
                        new Operator("\\bfalse\\b", "true"),
                        new Operator("\\bif ([^;{]+; )?(.+) \\{$", "if $1false && ($2) {"),
                        new Operator("\\bcase (?!<-)(.+):$", "case false && ($1):")),
                new Operator(
                        "(?<=^\\t{1,20})(?!.*\\bmu\\.)"
                                + "(?:(?:go |defer )?\\w[\\w.]*\\(.*\\)|[\\w.\\[\\]]+(?:, [\\w.]+)* = .+)$",
                        ""));

        private final String comment;
        private final List<Operator> operators;
        private final Operator leftOut;

        Syntax(String comment, List<Operator> own, Operator leftOut) {
            this.comment = comment;
            this.operators = new ArrayList<>(COMMON);
            this.operators.addAll(own);
            this.leftOut = leftOut;
        }
    }

    /** A change of whatever matches; {@code $1} is the first group. */
    private record Operator(Pattern pattern, String replacement) {
        Operator(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }

    /**
     * A changed line.
     *
     * @param line its index
     * @param was the line, without the blanks around it
     * @param is the same, changed
     * @param nth which of the mutants of the text with these lines it is, from 1
     */
    record Mutant(int line, String was, String is, int nth) {
        /** The whole text with this change. */
        String of(String text) {
            String[] lines = text.split("\n", -1);
            lines[line] = lines[line].replace(was, is);
            return String.join("\n", lines);
        }
    }

    private static final List<Operator> COMMON = List.of(
            new Operator(" < ", " <= "),
            new Operator(" <= ", " < "),
            new Operator(" > ", " >= "),
            new Operator(" >= ", " > "),
            new Operator(" == ", " != "),
            new Operator(" != ", " == "),
            new Operator("\\bmax\\(", "min("),
            new Operator("\\bmin\\(", "max("),
            new Operator(" ?[-+] ?1\\b(?!\\.)", ""),
            new Operator("(?<!return )(?<![-+*] ?)(?<![\\w.])0\\b(?!,)", "1"),
            new Operator("(?<!return )(?<![-+*] ?)(?<![\\w.])1\\b", "0"));

    private final Syntax syntax;
    private final List<Mutant> mutants = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private SourceMutants(Syntax syntax) {
        this.syntax = syntax;
    }

    /** All mutants of a text, line by line. */
    static List<Mutant> of(Syntax syntax, String text) {
        SourceMutants all = new SourceMutants(syntax);
        String[] lines = text.split("\n", -1);
        String[] code = code(syntax, text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            all.add(i, lines[i], code[i].stripTrailing());
        }
        return List.copyOf(all.mutants);
    }

    private void add(int index, String line, String code) {
        for (Operator operator : syntax.operators) {
            for (Matcher match = operator.pattern.matcher(code); match.find(); ) {
                add(index, line, match, operator.replacement);
            }
        }
        Matcher statement = syntax.leftOut.pattern.matcher(code);
        if (statement.find() && isWhole(statement.group())) {
            add(index, line, statement, syntax.leftOut.replacement);
        }
    }

    private void add(int index, String line, Matcher match, String template) {
        String replacement = template;
        for (int i = 1; i <= match.groupCount(); i++) {
            String group = match.start(i) < 0 ? "" : line.substring(match.start(i), match.end(i));
            replacement = replacement.replace("$" + i, group);
        }
        String changed = line.substring(0, match.start()) + replacement + line.substring(match.end());
        String was = line.strip();
        String is = changed.strip();
        int nth = seen.merge(was + "\n" + is, 1, Integer::sum);
        mutants.add(new Mutant(index, was, is, nth));
    }

    /** Whether each bracket that is opened is closed: the statement ends where its line does. */
    private static boolean isWhole(String code) {
        int open = 0;
        for (char c : code.toCharArray()) {
            if ("([{".indexOf(c) >= 0) {
                open++;
            } else if (")]}".indexOf(c) >= 0) {
                open--;
            }
        }
        return open == 0;
    }

    /** The text with a blank for each character of a comment, and an underscore for each of what stands in quotes. */
    private static String code(Syntax syntax, String text) {
        StringBuilder code = new StringBuilder(text);
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (text.startsWith(syntax.comment, at)) {
                end = end(text, "\n", at);
                blank(code, at, end, ' ');
            } else {
                String quote = quote(text, at);
                if (!quote.isEmpty()) {
                    end = closing(text, quote, at + quote.length());
                    blank(code, at + 1, end - 1, '_');
                }
            }
            at = end;
        }
        return code.toString();
    }

    private static String quote(String text, int at) {
        for (String quote : List.of("\"\"\"", "\"", "'", "`")) {
            if (text.startsWith(quote, at)) {
                return quote;
            }
        }
        return "";
    }

    /** The index behind the quote that ends what begins at an index. */
    private static int closing(String text, String quote, int from) {
        int at = from;
        while (at < text.length() && !text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' && !quote.equals("`") ? 2 : 1;
        }
        return Math.min(text.length(), at + quote.length());
    }

    private static int end(String text, String terminator, int from) {
        int end = text.indexOf(terminator, from);
        return end < 0 ? text.length() : end;
    }

    private static void blank(StringBuilder code, int from, int to, char filler) {
        for (int i = from; i < to; i++) {
            if (code.charAt(i) != '\n') {
                code.setCharAt(i, filler);
            }
        }
    }
}
