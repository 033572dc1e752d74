package io.isequencer.simulation.explore.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A state by name, for people to read. */
public final class StateText {
    private final StateLayout layout;

    public StateText(StateLayout layout) {
        this.layout = layout;
    }

    /** The variables that are not as in the beginning, as {@code name=value}. */
    public List<String> of(byte[] state, byte[] initial) {
        Map<String, String> before = variables(initial);
        List<String> lines = new ArrayList<>();
        variables(state).forEach((name, value) -> {
            if (!Objects.equals(before.get(name), value)) {
                lines.add(name + "=" + value);
            }
        });
        return lines;
    }

    /** The variables that differ, as {@code name: before -> after}. */
    public List<String> change(byte[] from, byte[] to) {
        Map<String, String> before = variables(from);
        List<String> lines = new ArrayList<>();
        variables(to).forEach((name, value) -> {
            if (!Objects.equals(before.get(name), value)) {
                lines.add(name + ": " + before.get(name) + " -> " + value);
            }
        });
        return lines;
    }

    private Map<String, String> variables(byte[] state) {
        Map<String, String> variables = new LinkedHashMap<>();
        int at = 0;
        while (at < layout.width) {
            int end = at;
            while (end < layout.width && layout.name(end).equals(layout.name(at))) {
                end++;
            }
            variables.put(layout.name(at), value(layout.name(at), state, at, end));
            at = end;
        }
        return variables;
    }

    private String value(String name, byte[] state, int from, int to) {
        String field = name.startsWith("owner[") ? name.substring(name.indexOf(']') + 2) : name;
        return switch (field) {
            case "up",
                    "actualizing",
                    "closing",
                    "signalled",
                    "cancelled",
                    "tx.answered",
                    "flusher.tried",
                    "log.twice" -> state[from] == 1 ? "TRUE" : "FALSE";
            case "flusher.state" -> word(StateLayout.FLUSHERS, state[from]);
            case "actualizer.state" -> word(StateLayout.ACTUALIZERS, state[from]);
            case "tx.append" -> word(StateLayout.APPENDS, state[from]);
            case "weather" -> word(StateLayout.WEATHERS, state[from]);
            case "tx.ws" -> word(layout.constants.workspaces(), state[from] - 1);
            case "tx.miss" -> word(layout.constants.seqs(), state[from] - 1);
            case "flusher.left" -> left(state[from]);
            case "tx.event" -> event(state, from);
            case "log.at" -> log(state);
            case "log.late" -> lateAppends(state);
            case "storage.late" -> lateWrites(state);
            default -> numbers(state, from, to);
        };
    }

    private static String word(List<String> words, int index) {
        return index < 0 || index >= words.size() ? "None" : words.get(index);
    }

    private static String numbers(byte[] state, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ",").append(state[i]);
        }
        return text.toString();
    }

    private String left(int bits) {
        List<String> keys = new ArrayList<>();
        for (int key = 0; key < layout.keys; key++) {
            if ((bits >> key & 1) == 1) {
                keys.add(key(key));
            }
        }
        return "{" + String.join(", ", keys) + "}";
    }

    private String log(byte[] state) {
        List<String> events = new ArrayList<>();
        for (int offset = 0; offset < layout.logSlots; offset++) {
            if (state[layout.event(offset)] == 1) {
                events.add(offset + " " + event(state, layout.event(offset) + 1));
            }
        }
        return "<" + String.join(", ", events) + ">";
    }

    private String lateAppends(byte[] state) {
        List<String> late = new ArrayList<>();
        for (int i = 0; i < layout.lateAppendSlots; i++) {
            int at = layout.lateAppends + i * layout.lateAppendWidth;
            if (state[at] != 0) {
                late.add(state[at] + " " + event(state, at + 1));
            }
        }
        return "{" + String.join(", ", late) + "}";
    }

    private String lateWrites(byte[] state) {
        List<String> late = new ArrayList<>();
        for (int i = 0; i < layout.lateWriteSlots; i++) {
            int at = layout.lateWrites + i * layout.lateWriteWidth;
            if (state[at + layout.keys] != 0) {
                late.add(numbers(state, at, at + layout.keys) + " checkpoint " + state[at + layout.keys]);
            }
        }
        return "{" + String.join(", ", late) + "}";
    }

    private String event(byte[] state, int at) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < layout.eventWidth && state[at + i] != 0; i += 2) {
            int key = (state[at + i] & ~StateLayout.EXPLICIT) - 1;
            String how = (state[at + i] & StateLayout.EXPLICIT) == 0 ? "" : " explicit";
            entries.add(key(key) + " " + state[at + i + 1] + how);
        }
        return "{" + String.join(", ", entries) + "}";
    }

    private String key(int key) {
        return layout.constants.workspaces().get(key / layout.seqs) + "/"
                + layout.constants.seqs().get(key % layout.seqs);
    }
}
