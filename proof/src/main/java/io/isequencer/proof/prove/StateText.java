package io.isequencer.proof.prove;

import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows states in the words of the specification: what is in them, and what differs. */
public final class StateText {
    private StateText() {}

    /** An element, as people say it: the second owner is o2. */
    static String value(Sort sort, long value) {
        return switch (sort.kind()) {
            case TRUTH -> value != 0 ? "TRUE" : "FALSE";
            case ENUMERATION -> sort.elements().get((int) value);
            case INTEGER -> Long.toString(value);
            case UNINTERPRETED -> prefix(sort) + (value + 1);
        };
    }

    private static String prefix(Sort sort) {
        String name = sort.name().toLowerCase(Locale.ROOT);
        return sort.equals(Variables.WRITE) || sort.equals(Variables.APPEND) ? name : name.substring(0, 1);
    }

    /** Each value of each symbol, by name. */
    static Map<String, String> values(State state, List<Symbol> symbols) {
        Map<String, String> values = new TreeMap<>();
        for (Symbol symbol : symbols) {
            long[] table = state.values(symbol);
            for (int i = 0; i < table.length; i++) {
                values.put(place(state, symbol, i), value(symbol.result(), table[i]));
            }
        }
        return values;
    }

    private static String place(State state, Symbol symbol, int index) {
        long[] values = state.domain().arguments(symbol, index);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            arguments.add(value(symbol.arguments().get(i), values[i]));
        }
        return arguments.isEmpty() ? symbol.name() : symbol.name() + "[" + String.join(", ", arguments) + "]";
    }

    /** A counterexample in lines: the step, what it changes, and what else it takes to see that. */
    public static List<String> lines(Counterexample example, String sentence) {
        Set<Symbol> telling = example.telling();
        List<Symbol> state = Variables.all().stream()
                .filter(symbol -> symbol.changes() && telling.contains(symbol))
                .toList();
        Map<String, String> before = values(example.before(), state);
        Map<String, String> after = values(example.after(), state);
        List<String> lines = new ArrayList<>();
        lines.add(example.step() + " breaks " + example.broken() + ": " + sentence);
        lines.add("  changed by the step:");
        before.forEach((place, value) -> {
            if (!value.equals(after.get(place))) {
                lines.add("    " + place + ": " + value + " -> " + after.get(place));
            }
        });
        lines.add("  and, before and after:");
        before.forEach((place, value) -> {
            if (value.equals(after.get(place)) && telling(value)) {
                lines.add("    " + place + " = " + value);
            }
        });
        return lines;
    }

    private static boolean telling(String value) {
        return !List.of("FALSE", "0", "-1").contains(value);
    }
}
