package io.isequencer.proof.check;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.CompiledSlice;
import io.isequencer.proof.sparse.Slice;
import io.isequencer.proof.sparse.SparseAction;
import io.isequencer.proof.sparse.SparseState;
import io.isequencer.proof.sparse.Table;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The relation over one state of any size, with the constants of a recorded run: everything may fail at any time, the log
 * buffers, the storage does not forget what it has said, and the limits of the specification's small worlds are off.
 */
final class Protocol {
    /** What a trace cannot show: the weather, and a storage that forgets. */
    private static final Set<String> LEFT_OUT = Set.of("Turn", "PowerLoss/storage");

    static final Map<Symbol, Long> CONSTANTS = Map.ofEntries(
            Map.entry(Variables.MAX_EVENTS, Long.MAX_VALUE),
            Map.entry(Variables.MAX_PER_EVENT, Long.MAX_VALUE),
            Map.entry(Variables.MAX_NUMBER, Long.MAX_VALUE),
            Map.entry(Variables.LATE_APPENDS, Long.MAX_VALUE),
            Map.entry(Variables.LATE_WRITES, Long.MAX_VALUE),
            Map.entry(Variables.BUFFERED, 1L),
            Map.entry(Variables.FORGETFUL, 0L),
            Map.entry(Variables.ZERO_WORKSPACE, Names.NO_WORKSPACE),
            Map.entry(Variables.ZERO_SEQ, 0L));

    /** What a trace records, or what is asked here; all else is kept only as far as this needs it. */
    private static final Set<Symbol> WANTED = Set.of(
            Variables.PENDING,
            Variables.BATCH,
            Variables.TX_LAST,
            Variables.TX_ISSUED,
            Variables.TX_EXPLICIT,
            Variables.TX_SIZE,
            Variables.INITIAL,
            Variables.MAX_UNFLUSHED);

    final SparseState state;
    private final Map<String, SparseAction> actions = new HashMap<>();

    /** Compiled once, for all partitions. */
    private static final class Right {
        static final CompiledSlice CODE = compile(Relation.right());
    }

    Protocol() {
        this(Right.CODE);
    }

    /** With another relation: a wrong reading, to test what sees it. */
    Protocol(Relation relation) {
        this(compile(relation));
    }

    private Protocol(CompiledSlice code) {
        state = code.state();
        code.over(state).forEach(action -> actions.put(action.action().label(), action));
    }

    private static CompiledSlice compile(Relation relation) {
        List<Action> wanted = new ArrayList<>(relation.actions());
        wanted.removeIf(action -> LEFT_OUT.contains(action.label()));
        return new CompiledSlice(Slice.of(relation.init(), wanted, WANTED, Protocol::constant));
    }

    private static Term constant(Term leaf) {
        if (!(leaf instanceof Term.Read read)) {
            return leaf;
        }
        if (read.function().equals(Variables.MAY_USE)) {
            return read.arguments().get(0).atLeast(1);
        }
        if (read.function().equals(Variables.CLOSER)) {
            return Terms.TRUE;
        }
        Long value = CONSTANTS.get(read.function());
        Sort sort = read.sort();
        return value == null ? leaf : new Term.Literal(sort.kind() == Sort.Kind.INTEGER ? Sort.INT : sort, value);
    }

    Table table(Symbol symbol) {
        return state.table(symbol);
    }

    /** The action of this name, and variant if it has one: {@code FlFail/late}. */
    SparseAction action(String label) {
        SparseAction action = actions.get(label);
        if (action == null) {
            throw new IllegalArgumentException("action must be one of the relation's: label=" + label);
        }
        return action;
    }
}
