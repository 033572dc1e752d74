package io.isequencer.cli.prove;

import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Symbol.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A state of the proof by name, as timelines show states: owners and workspaces are counted from 0, and what is nothing
 * (0, no, none) is left out.
 */
final class ProofStateTable {
    /** Where timelines have a field of their own, and under which name; all else stands under the name of its symbol. */
    private static final Map<Symbol, String> FIELDS = Map.of(
            Variables.BATCH, "writing",
            Variables.FL_CHECKPOINT, "writingCheckpoint",
            Variables.STORED, "storage.numbers",
            Variables.CHECKPOINT, "storage.checkpoint",
            Variables.END, "log.end",
            Variables.WEATHER_NOW, "weather");

    /** What is shown in other words. */
    private static final Set<Symbol> OTHERWISE = Set.of(
            Variables.UP,
            Variables.OPENED,
            Variables.TX_WS,
            Variables.MISSING,
            Variables.MISS_SEQ,
            Variables.TAKEN,
            Variables.ISSUED,
            Variables.EXPLICIT,
            Variables.SYNCED,
            Variables.LATE_WRITE,
            Variables.LATE_STORED,
            Variables.LATE_CHECKPOINT,
            Variables.LATE_APPEND,
            Variables.LATE_OFFSET,
            Variables.LATE_ISSUED,
            Variables.LATE_EXPLICIT);

    private final State state;

    private ProofStateTable(State state) {
        this.state = state;
    }

    /** @param ghosts those to show; the others only repeat what the state says */
    static Map<String, Object> of(State state, Set<Symbol> ghosts) {
        ProofStateTable from = new ProofStateTable(state);
        Map<String, Object> table = new LinkedHashMap<>();
        for (int owner = 0; owner < state.domain().size(Variables.OWNER); owner++) {
            String client =
                    !from.is(Variables.UP, owner) ? "down" : from.is(Variables.OPENED, owner) ? "transaction" : "idle";
            table.put("owner" + owner + ".client", client);
            if (from.is(Variables.OPENED, owner)) {
                table.put("owner" + owner + ".txWs", element(Variables.WORKSPACE, state.get(Variables.TX_WS, owner)));
            }
            if (from.is(Variables.MISSING, owner)) {
                table.put("owner" + owner + ".missSeq", element(Variables.SEQ, state.get(Variables.MISS_SEQ, owner)));
            }
        }
        for (Symbol symbol : Variables.all()) {
            boolean shown = symbol.role() == Role.STATE
                    || symbol.equals(Variables.END)
                    || symbol.changes() && ghosts.contains(symbol);
            if (shown && !OTHERWISE.contains(symbol)) {
                from.put(table, symbol);
            }
        }
        from.putLog(table);
        from.putLate(table);
        return table;
    }

    private boolean is(Symbol symbol, long... arguments) {
        return state.get(symbol, arguments) != 0;
    }

    /** A relation of numbers is a list of them. */
    private void put(Map<String, Object> table, Symbol symbol) {
        long[] values = state.values(symbol);
        boolean ofNumbers =
                symbol.result().equals(Sort.BOOL) && symbol.arguments().contains(Sort.NUMBER);
        for (int i = 0; i < values.length; i++) {
            Object value = value(symbol.result(), values[i]);
            long[] arguments = state.domain().arguments(symbol, i);
            if (value != null && ofNumbers) {
                long number = arguments[arguments.length - 1];
                String path = path(symbol, Arrays.copyOf(arguments, arguments.length - 1));
                table.merge(path, Long.toString(number), (some, more) -> some + ", " + more);
            } else if (value != null) {
                table.put(path(symbol, arguments), value);
            }
        }
    }

    private static String path(Symbol symbol, long[] arguments) {
        List<Sort> sorts = symbol.arguments();
        StringBuilder path = new StringBuilder();
        int from = 0;
        if (!sorts.isEmpty() && sorts.get(0).equals(Variables.OWNER)) {
            path.append("owner").append(arguments[0]).append('.');
            from = 1;
        }
        path.append(FIELDS.getOrDefault(symbol, symbol.name()));
        for (int i = from; i < arguments.length; i++) {
            boolean ofKey = i > from && sorts.get(i - 1).equals(Variables.WORKSPACE);
            path.append(ofKey ? "/" : ".").append(element(sorts.get(i), arguments[i]));
        }
        return path.toString();
    }

    /** As timelines name it: sequences are counted from 1. */
    static String element(Sort sort, long value) {
        if (sort.equals(Variables.OWNER)) {
            return "owner " + value;
        }
        if (sort.equals(Variables.WORKSPACE)) {
            return "w" + value;
        }
        return sort.equals(Variables.SEQ) ? "s" + (value + 1) : Long.toString(value);
    }

    /** Null if it is nothing. */
    private static Object value(Sort sort, long value) {
        return switch (sort.kind()) {
            case TRUTH -> value == 0 ? null : Boolean.TRUE;
            case ENUMERATION -> word(sort.elements().get((int) value));
            case INTEGER -> value <= 0 ? null : (Object) value;
            case UNINTERPRETED -> element(sort, value);
        };
    }

    /** As in {@code idle} for {@code flIdle}. */
    private static String word(String element) {
        String word = element.replaceFirst("^(fl|act)(?=[A-Z])", "");
        return word.equals("none")
                ? null
                : word.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private void putLog(Map<String, Object> table) {
        long durableEnd = is(Variables.BUFFERED) ? state.get(Variables.SYNCED) + 1 : state.get(Variables.END);
        table.put("log.durableEnd", durableEnd);
        for (int offset = 0; offset < state.domain().size(Sort.OFFSET); offset++) {
            if (is(Variables.TAKEN, offset)) {
                table.put("log.events." + offset, event(Variables.ISSUED, Variables.EXPLICIT, offset));
            }
        }
        int last = (int) Math.min(state.get(Variables.END), state.domain().size(Sort.OFFSET)) - 1;
        forEachKey((workspace, seq, key) -> {
            long highest = last < 0 ? 0 : state.get(Variables.HIGHEST, last, workspace, seq);
            if (highest > 0) {
                table.put("log.largest." + key, highest);
            }
        });
    }

    private void putLate(Map<String, Object> table) {
        for (int write = 0; write < state.domain().size(Variables.WRITE); write++) {
            if (is(Variables.LATE_WRITE, write)) {
                List<String> words = new ArrayList<>();
                int place = write;
                forEachKey((workspace, seq, key) -> {
                    long number = state.get(Variables.LATE_STORED, place, workspace, seq);
                    if (number > 0) {
                        words.add(key + "=" + number);
                    }
                });
                words.add("checkpoint " + state.get(Variables.LATE_CHECKPOINT, write));
                table.put("lateWrites." + (write + 1), String.join(", ", words));
            }
        }
        for (int append = 0; append < state.domain().size(Variables.APPEND); append++) {
            if (is(Variables.LATE_APPEND, append)) {
                table.put(
                        "lateAppends." + (append + 1),
                        "at " + state.get(Variables.LATE_OFFSET, append) + ": "
                                + event(Variables.LATE_ISSUED, Variables.LATE_EXPLICIT, append));
            }
        }
    }

    /** As {@code w0/s1=5, w0/s2=7!}; the exclamation mark says explicit. */
    private String event(Symbol issued, Symbol explicit, int of) {
        List<String> words = new ArrayList<>();
        forEachKey((workspace, seq, key) -> {
            for (int number = 0; number < state.domain().size(Sort.NUMBER); number++) {
                if (is(issued, of, workspace, seq, number)) {
                    words.add(key + "=" + number);
                }
                if (is(explicit, of, workspace, seq, number)) {
                    words.add(key + "=" + number + "!");
                }
            }
        });
        return words.isEmpty() ? "no numbers" : String.join(", ", words);
    }

    private void forEachKey(KeyVisitor visitor) {
        for (int workspace = 0; workspace < state.domain().size(Variables.WORKSPACE); workspace++) {
            for (int seq = 0; seq < state.domain().size(Variables.SEQ); seq++) {
                visitor.visit(workspace, seq, key(workspace, seq));
            }
        }
    }

    static String key(int workspace, int seq) {
        return element(Variables.WORKSPACE, workspace) + "/" + element(Variables.SEQ, seq);
    }

    private interface KeyVisitor {
        void visit(int workspace, int seq, String key);
    }
}
