package io.isequencer.proof.check;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.SparseAction;
import io.isequencer.proof.sparse.SparseState;
import io.isequencer.proof.sparse.Table;
import io.isequencer.proof.term.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Why a step does not fit: which actions are possible in its place, and what each would have changed instead. */
final class Explanation {
    private final RelationChecker checker;
    private final StepRules rules;
    private final SparseState state;
    private final Names names;
    private final List<String> possible = new ArrayList<>();
    private final long[] before = new long[Field.values().length];
    private RecordedStep step;

    Explanation(RelationChecker checker, StepRules rules) {
        this.checker = checker;
        this.rules = rules;
        state = checker.protocol.state;
        names = checker.names;
    }

    List<String> of(RecordedStep recorded) {
        step = recorded;
        List<String> text = new ArrayList<>();
        text.add(asRecorded());
        for (int owner = 0; owner < names.owners(); owner++) {
            for (StepKind kind : StepKind.values()) {
                if (kind.hasOwner()) {
                    offer(kind, owner);
                }
            }
        }
        offerInFlight("LateAppendLands", Variables.LATE_APPEND);
        offerInFlight("LateAppendLands/taken", Variables.LATE_APPEND);
        offerLateValues();
        offerInFlight("LateCheckpointLands", Variables.LATE_WRITE);
        offer("LogSync", -1);
        offer("PowerLoss", -1, checker.value(Variables.END));
        text.add(possible.isEmpty() ? "nothing was possible" : "possible were:");
        text.addAll(possible);
        return text;
    }

    private String asRecorded() {
        remember(step.owner());
        if (!rules.attempt(step)) {
            state.undo();
            return "the action, with these arguments, is not possible here";
        }
        String differences = differences(step.owner());
        state.undo();
        return "the action is possible here, but what it changes differs: " + differences;
    }

    private void offer(StepKind kind, int owner) {
        switch (kind) {
            case START -> offer(kind.specName(), owner, owner, Math.max(1, step.workspace()));
            case NEXT, MISS ->
                checker.protocol
                        .table(Variables.INITIAL)
                        .forEach(0, (seq, second, value) -> offer(kind.specName(), owner, owner, seq));
            case USE -> offer(kind.specName(), owner, owner, step.seqId(), Math.max(1, step.number()));
            case APPEND_UNKNOWN_LATE -> offer(kind.specName(), owner, owner, free(Variables.LATE_APPEND));
            case FL_WRITE_VALUE -> offerKeys(kind, owner, checker.protocol.table(Variables.LEFT));
            case EVICT -> offerKeys(kind, owner, checker.protocol.table(Variables.CACHE));
            default -> offer(kind.specName(), owner, owner);
        }
    }

    private void offerKeys(StepKind kind, int owner, Table table) {
        table.forEach(owner, (key, second, value) -> {
            if (possible.stream().noneMatch(text -> text.startsWith(line(kind.specName(), owner)))) {
                offer(kind.specName(), owner, owner, Table.workspace(key), Table.seq(key));
            }
        });
    }

    private long free(Symbol places) {
        return checker.protocol.table(places).places();
    }

    private void offerInFlight(String label, Symbol places) {
        for (int at = 0; at < checker.protocol.table(places).places(); at++) {
            offer(label, -1, at);
        }
    }

    private void offerLateValues() {
        Table late = checker.protocol.table(Variables.LATE_STORED);
        for (int at = 0; at < checker.protocol.table(Variables.LATE_WRITE).places(); at++) {
            int place = at;
            late.forEach(
                    at,
                    (key, second, value) -> offer("LateValueLands", -1, place, Table.workspace(key), Table.seq(key)));
        }
    }

    private static String line(String name, String of) {
        return "  " + name + of;
    }

    private String line(String name, int owner) {
        return line(name, owner < 0 ? "" : " of " + names.ownerName(owner));
    }

    private void offer(String label, int owner, long... arguments) {
        SparseAction action = checker.action(label);
        if (!enabled(action, arguments)) {
            return;
        }
        String text = line(action.action().name(), owner);
        if (step.seen() && owner == step.owner()) {
            remember(owner);
            action.take(arguments);
            String differences = differences(owner);
            state.undo();
            text += differences.isEmpty() ? "" : ", differing in " + differences;
        }
        if (!possible.contains(text)) {
            possible.add(text);
        }
    }

    private static boolean enabled(SparseAction action, long... arguments) {
        try {
            return action.enabled(arguments);
        } catch (ArithmeticException tooLarge) {
            return false;
        }
    }

    private void remember(int owner) {
        for (Field field : Field.values()) {
            before[field.ordinal()] = checker.shown(field, owner);
        }
    }

    /** What the step in hand has changed, against what was seen. */
    private String differences(int owner) {
        if (!step.seen()) {
            return "";
        }
        List<String> differences = new ArrayList<>();
        for (Field field : Field.values()) {
            long was = before[field.ordinal()];
            long told = step.hasChanged(field) ? step.value(field) : was;
            long is = checker.shown(field, owner);
            if (is != told) {
                differences.add(difference(field.fieldName(), text(field, is), text(field, told)));
            }
        }
        compare("pending", Variables.PENDING, owner, step.pending, step.pendingSize(), differences);
        compare("flusher.batch", Variables.BATCH, owner, step.batch, step.batchSize(), differences);
        compare("tx.last", Variables.TX_LAST, owner, step.last, step.lastSize(), differences);
        return String.join(", ", differences);
    }

    private static String difference(String what, String is, String told) {
        return what + " (" + is + " by the specification, " + told + " in the trace)";
    }

    private void compare(String name, Symbol symbol, int owner, Cells told, int toldSize, List<String> differences) {
        Table table = checker.protocol.table(symbol);
        Map<Long, Long> changed = new TreeMap<>();
        if (step.isWhole()) {
            for (int i = 0; i < told.size(); i++) {
                changed.put(told.key(i), table.get(owner, told.key(i), 0));
            }
            if (table.size(owner) != toldSize) {
                differences.add(difference(
                        name + " has so many numbers", Long.toString(table.size(owner)), Long.toString(toldSize)));
            }
        } else {
            state.forEachChange(table, owner, (key, was, is) -> changed.put(key, is));
        }
        Map<Long, Long> seen = new TreeMap<>();
        for (int i = 0; i < told.size(); i++) {
            seen.put(told.key(i), told.number(i));
        }
        for (Long key : union(changed, seen)) {
            if (!Objects.equals(changed.get(key), seen.get(key))) {
                differences.add(difference(
                        name + "[" + (table.keyed() ? key(key) : Long.toString(key)) + "]",
                        number(changed.get(key)),
                        number(seen.get(key))));
            }
        }
    }

    private static List<Long> union(Map<Long, Long> one, Map<Long, Long> other) {
        Map<Long, Long> all = new TreeMap<>(one);
        all.putAll(other);
        return List.copyOf(all.keySet());
    }

    private static String number(Long value) {
        return value == null ? "unchanged" : Long.toString(value);
    }

    private String key(long key) {
        return wsId(Table.workspace(key)) + "/" + Table.seq(key);
    }

    private String wsId(long workspace) {
        return Long.toUnsignedString(names.wsId(workspace));
    }

    private String text(Field field, long value) {
        if (field.isTruth()) {
            return Boolean.toString(value != 0);
        }
        if (field.isState()) {
            return field.stateName(value);
        }
        if (field == Field.WORKSPACE) {
            return value == Field.NONE ? "none" : wsId(value);
        }
        return Long.toString(value);
    }
}
