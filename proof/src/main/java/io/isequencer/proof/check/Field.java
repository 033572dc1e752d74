package io.isequencer.proof.check;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an owner shows of itself but for its numbers. */
public enum Field {
    NEXT_OFFSET("nextOffset", Variables.NEXT_OFFSET, ""),
    ACTUALIZING("actualizing", Variables.ACTUALIZING, ""),
    CLOSING("closing", Variables.CLOSING, ""),
    SIGNALLED("signalled", Variables.SIGNALLED, ""),
    PENDING_CHECKPOINT("pendingCheckpoint", Variables.PENDING_CHECKPOINT, ""),
    WORKSPACE("tx.ws", Variables.TX_WS, ""),
    FLUSHER("flusher.state", Variables.FL_STATE, "fl"),
    CHECKPOINT("flusher.checkpoint", Variables.FL_CHECKPOINT, ""),
    ACTUALIZER("actualizer.state", Variables.ACT_STATE, "act");

    /** Of the workspace: none. Of a state: no state that there is. */
    public static final long NONE = -1;

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_NAME.put(field.fieldName, field);
        }
    }

    final Symbol symbol;
    private final String fieldName;
    private final String prefix;

    Field(String fieldName, Symbol symbol, String prefix) {
        this.fieldName = fieldName;
        this.symbol = symbol;
        this.prefix = prefix;
    }

    /** Returns null if there is no such field. */
    public static Field named(String fieldName) {
        return BY_NAME.get(fieldName);
    }

    public String fieldName() {
        return fieldName;
    }

    public boolean isTruth() {
        return symbol.result().equals(Sort.BOOL);
    }

    public boolean isState() {
        return !prefix.isEmpty();
    }

    /** The value of a state under its name in a trace, or {@link #NONE}. */
    public long state(String name) {
        List<String> elements = symbol.result().elements();
        return name.isEmpty() || !Character.isLowerCase(name.charAt(0))
                ? NONE
                : elements.indexOf(prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    /** The names of all states, as they stand in a trace. */
    public List<String> stateNames() {
        List<String> elements = isState() ? symbol.result().elements() : List.of();
        return elements.stream()
                .map(element -> stateName(elements.indexOf(element)))
                .toList();
    }

    /** The name of a state's value in a trace. */
    String stateName(long value) {
        if (value < 0) {
            return "no state";
        }
        String element = symbol.result().elements().get((int) value).substring(prefix.length());
        return Character.toLowerCase(element.charAt(0)) + element.substring(1);
    }
}
