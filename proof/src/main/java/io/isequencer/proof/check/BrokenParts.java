package io.isequencer.proof.check;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.SparseState;
import io.isequencer.proof.sparse.Table;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which parts of the invariant a step that does not fit would break: those that do not hold in the state that it says it
 * leads to, and that are not known to fail in the state before.
 *
 * <p>That state is the one which the action would lead to if it were possible, with all that the step says put into it. Of
 * what was forgotten, or is not kept, a part says nothing, and is not named: see {@link StateFacts}.
 */
final class BrokenParts {
    private static final long NO_STATE = -1;

    private final Protocol protocol;
    private final SparseState state;
    private final StepRules rules;
    private final RelationChecker checker;
    private final FloorOfLog floor;
    /** Puts back what was put into the state, the last one first. */
    private final Deque<Runnable> before = new ArrayDeque<>();

    BrokenParts(RelationChecker checker, StepRules rules, FloorOfLog floor) {
        this.checker = checker;
        this.rules = rules;
        this.floor = floor;
        protocol = checker.protocol;
        state = protocol.state;
    }

    List<Part> of(RecordedStep step) {
        List<Part> all = Invariant.parts();
        StateFacts facts = new StateFacts(protocol, floor, step);
        List<Part> broken;
        try {
            facts.twice(replacesAnEvent(step));
            rules.force(step);
            tell(step);
            broken = refuted(all, facts, step);
        } finally {
            while (!before.isEmpty()) {
                before.pop().run();
            }
            state.undo();
        }
        facts.twice(false);
        List<Part> brokenBefore = refuted(broken, facts, step);
        broken.removeAll(brokenBefore);
        return broken;
    }

    private List<Part> refuted(List<Part> parts, StateFacts facts, RecordedStep step) {
        Judgement judgement = new Judgement(facts, values(step));
        List<Part> refuted = new ArrayList<>();
        for (Part part : parts) {
            if (judgement.refutes(part.term())) {
                refuted.add(part);
            }
        }
        return refuted;
    }

    private boolean replacesAnEvent(RecordedStep step) {
        return isAppended(step.kind())
                && protocol.table(Variables.TAKEN).single(step.plogOffset(), 0) != 0
                && step.kind() != StepKind.LATE_APPEND_LANDS;
    }

    private static boolean isAppended(StepKind kind) {
        return kind == StepKind.APPEND_OK
                || kind == StepKind.APPEND_UNKNOWN_WRITTEN
                || kind == StepKind.LATE_APPEND_LANDS;
    }

    /** Puts what the step says into the state. */
    private void tell(RecordedStep step) {
        int o = step.owner();
        switch (step.kind()) {
            case START -> put(Variables.TX_OFFSET, step.plogOffset(), o);
            case NEXT -> {
                put(Variables.TX_ISSUED, 1, o, step.seqId(), step.number());
                raise(Variables.TX_TOP, step.number(), o, step.seqId());
            }
            case READ -> put(Variables.ANSWER, step.number(), o, step.seqId());
            case APPEND_OK, APPEND_UNKNOWN_WRITTEN, LATE_APPEND_LANDS -> event(step);
            case FL_WRITE_VALUE -> raise(Variables.STORED, step.number(), step.workspace(), step.seqId());
            case LATE_VALUE_LANDS -> {
                for (int i = 0; i < step.left.size(); i++) {
                    if (step.left.key(i) == RecordedStep.key(step.workspace(), step.seqId())) {
                        raise(Variables.STORED, step.left.number(i), step.workspace(), step.seqId());
                    }
                }
            }
            case FL_WRITE_CHECKPOINT, LATE_CHECKPOINT_LANDS -> raise(Variables.CHECKPOINT, step.checkpoint());
            case POWER_LOSS -> put(Variables.END, step.plogOffset());
            default -> {
                // What it shows of its owner says all.
            }
        }
        if (step.seen()) {
            seen(step);
        }
    }

    private void event(RecordedStep step) {
        long offset = step.plogOffset();
        put(Variables.TAKEN, 1, offset);
        raise(Variables.END, offset);
        List<long[]> draft = new ArrayList<>();
        protocol.table(Variables.TOP)
                .forEach(offset, (key, second, value) -> draft.add(new long[] {Table.workspace(key), Table.seq(key)}));
        draft.forEach(key -> put(Variables.TOP, 0, offset, key[0], key[1]));
        for (int i = 0; i < step.event.size(); i++) {
            raise(Variables.TOP, step.event.number(i), offset, step.workspace(), step.event.key(i) >> 1);
        }
    }

    private void seen(RecordedStep step) {
        int o = step.owner();
        for (Field field : Field.values()) {
            long told = step.value(field);
            if (step.hasChanged(field) && checker.shown(field, o) != told) {
                if (field == Field.WORKSPACE) {
                    put(Variables.OPENED, told == Field.NONE ? 0 : 1, o);
                    put(field.symbol, told == Field.NONE ? Names.NO_WORKSPACE : told, o);
                } else if (!field.isState() || told != NO_STATE) {
                    put(field.symbol, told, o);
                }
            }
        }
        cells(Variables.PENDING, step.pending, o);
        cells(Variables.BATCH, step.batch, o);
        for (int i = 0; i < step.last.size(); i++) {
            put(Variables.TX_LAST, step.last.number(i), o, step.last.key(i));
        }
    }

    private void cells(Symbol symbol, Cells told, int owner) {
        for (int i = 0; i < told.size(); i++) {
            put(symbol, told.number(i), owner, Table.workspace(told.key(i)), Table.seq(told.key(i)));
        }
    }

    private void raise(Symbol symbol, long value, long... arguments) {
        put(symbol, Math.max(value, state.get(symbol, arguments)), arguments);
    }

    private void put(Symbol symbol, long value, long... arguments) {
        long was = state.get(symbol, arguments);
        if (value >= 0 || value == protocol.table(symbol).first()) {
            before.push(() -> state.set(symbol, was, arguments));
            state.set(symbol, value, arguments);
        }
    }

    /** All that could be worth something else than usual, and whatever the step is about. */
    private Map<Sort, long[]> values(RecordedStep step) {
        Set<Long> workspaces = new TreeSet<>(Set.of(step.workspace()));
        Set<Long> sequences = new TreeSet<>();
        protocol.table(Variables.INITIAL).forEach(0, (seq, second, value) -> sequences.add(seq));
        int owners = checker.names.owners();
        for (int o = 0; o < owners; o++) {
            for (Symbol symbol : List.of(Variables.PENDING, Variables.BATCH, Variables.LEFT)) {
                addKeys(symbol, o, workspaces, sequences);
            }
            workspaces.add(protocol.table(Variables.TX_WS).plain(o));
            protocol.table(Variables.TX_LAST).forEach(o, (seq, second, value) -> sequences.add(seq));
        }
        int writes = protocol.table(Variables.LATE_WRITE).places();
        for (int at = 0; at < writes; at++) {
            addKeys(Variables.LATE_STORED, at, workspaces, sequences);
        }
        addKeys(Variables.TOP, step.plogOffset(), workspaces, sequences);
        Map<Sort, long[]> values = new HashMap<>();
        values.put(Variables.OWNER, upTo(owners));
        values.put(Variables.WRITE, upTo(writes));
        values.put(Variables.APPEND, upTo(protocol.table(Variables.LATE_APPEND).places()));
        values.put(Variables.WORKSPACE, array(workspaces));
        values.put(Variables.SEQ, array(sequences));
        values.put(Sort.OFFSET, array(offsets(step, owners)));
        values.put(Sort.NUMBER, array(drafted(owners)));
        return values;
    }

    private void addKeys(Symbol symbol, long row, Set<Long> workspaces, Set<Long> sequences) {
        protocol.table(symbol).forEach(row, (key, second, value) -> {
            workspaces.add(Table.workspace(key));
            sequences.add(Table.seq(key));
        });
    }

    private Set<Long> offsets(RecordedStep step, int owners) {
        long end = protocol.table(Variables.END).plain(0);
        Set<Long> offsets = new TreeSet<>(List.of(step.plogOffset(), end, end + 1));
        offsets.add(protocol.table(Variables.CHECKPOINT).plain(0));
        for (int o = 0; o < owners; o++) {
            offsets.add(protocol.table(Variables.NEXT_OFFSET).plain(o));
        }
        return offsets;
    }

    private Set<Long> drafted(int owners) {
        Set<Long> numbers = new TreeSet<>();
        for (int o = 0; o < owners; o++) {
            protocol.table(Variables.TX_ISSUED).forEach(o, (seq, number, value) -> numbers.add(number));
            protocol.table(Variables.TX_EXPLICIT).forEach(o, (seq, number, value) -> numbers.add(number));
        }
        return numbers;
    }

    private static long[] upTo(int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }

    private static long[] array(Set<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
