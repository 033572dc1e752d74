package io.isequencer.proof.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.evaluate.CompiledAction;
import io.isequencer.proof.evaluate.Domain;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Symbol.Role;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both evaluators say the same of each step of random walks through a finite world. */
@Tag("slow")
class SparseAgreesTest {
    private static final int EVENTS = 3;
    private static final int PER_EVENT = 2;
    private static final Map<Symbol, Long> ZEROS = Map.of(Variables.ZERO_WORKSPACE, 0L, Variables.ZERO_SEQ, 0L);
    private static final Set<Symbol> WANTED =
            Set.of(Variables.TX_ISSUED, Variables.TX_EXPLICIT, Variables.TX_SIZE, Variables.BATCH, Variables.TX_LAST);

    /** Otherwise no walk would come far. */
    private static final Set<String> SELDOM = Set.of(
            "Crash", "PowerLoss", "Close", "Actualize", "AppendFail", "AppendUnknownLost", "MissFail", "ActFail");

    private final Domain domain = new Domain(
            Map.of(
                    Variables.OWNER, 2,
                    Variables.WORKSPACE, 2,
                    Variables.SEQ, 2,
                    Variables.WRITE, 2,
                    Variables.APPEND, 1,
                    Sort.OFFSET, EVENTS + 3,
                    Sort.NUMBER, EVENTS * PER_EVENT + 3),
            Variables.all());
    private final State constants = new State(domain)
            .fill(Variables.INITIAL, 1)
            .fill(Variables.CLOSER, 1)
            .set(Variables.MAY_USE, 1, 2)
            .set(Variables.MAX_EVENTS, EVENTS)
            .set(Variables.MAX_PER_EVENT, PER_EVENT)
            .set(Variables.MAX_NUMBER, EVENTS * PER_EVENT + 1)
            .set(Variables.MAX_UNFLUSHED, 2)
            .set(Variables.LATE_APPENDS, 1)
            .set(Variables.LATE_WRITES, 2)
            .set(Variables.BUFFERED, 1);
    private final List<Action> actions = Relation.right().actions().stream()
            .filter(action -> action.choices().isEmpty())
            .toList();
    private final Set<String> taken = new TreeSet<>();

    private static Term zero(Term leaf) {
        return leaf instanceof Term.Read read && ZEROS.containsKey(read.function())
                ? new Term.Literal(read.sort(), ZEROS.get(read.function()))
                : leaf;
    }

    private record Step(int action, long[] arguments, State after) {}

    @Test
    void onRandomWalks() {
        Slice slice = Slice.of(Relation.right().init(), actions, WANTED, SparseAgreesTest::zero);
        assertTrue(slice.symbols().stream().noneMatch(Set.of(Variables.FIRST, Variables.HIGHEST)::contains));
        List<CompiledAction> dense = new ArrayList<>();
        actions.forEach(action -> dense.add(new CompiledAction(domain, action)));
        SparseState sparse = new SparseState(slice);
        List<SparseAction> compiled = new CompiledSlice(slice).over(sparse);
        for (int walk = 0; walk < 60; walk++) {
            walk(new Random(walk), dense, sparse, compiled);
        }
        assertTrue(
                taken.containsAll(Set.of(
                        "Flush",
                        "ActScan",
                        "Use",
                        "FlPrune",
                        "LateAppendLands",
                        "PowerLoss",
                        "LateValueLands",
                        "FlFail/late")),
                taken::toString);
    }

    private void walk(Random random, List<CompiledAction> dense, SparseState sparse, List<SparseAction> compiled) {
        State state = new CompiledAction(domain, Relation.right().init()).after(constants);
        sparse.clear();
        constants(sparse);
        for (int i = 0; i < 150; i++) {
            Map<Integer, List<Step>> possible = possible(state, dense);
            for (int a = 0; a < dense.size(); a++) {
                agreeOnWhatIsPossible(state, dense.get(a), compiled.get(a));
            }
            List<List<Step>> choices = new ArrayList<>();
            possible.forEach((action, steps) -> {
                boolean seldom = SELDOM.contains(actions.get(action).name());
                if (!seldom || random.nextInt(20) == 0) {
                    choices.add(steps);
                }
            });
            choices.addAll(choices.isEmpty() ? possible.values() : List.of());
            List<Step> steps = choices.get(random.nextInt(choices.size()));
            Step step = steps.get(random.nextInt(steps.size()));
            // Undone first: it must be as if nothing had happened.
            compiled.get(step.action).take(step.arguments);
            sparse.undo();
            agree(state, sparse, "undone");
            compiled.get(step.action).take(step.arguments);
            sparse.keep();
            state = step.after;
            String label = actions.get(step.action).label();
            taken.add(label);
            agree(state, sparse, label);
        }
    }

    private Map<Integer, List<Step>> possible(State state, List<CompiledAction> dense) {
        Map<Integer, List<Step>> possible = new HashMap<>();
        for (int a = 0; a < dense.size(); a++) {
            int action = a;
            dense.get(a)
                    .forEach(
                            state,
                            (arguments, after) -> possible.computeIfAbsent(action, any -> new ArrayList<>())
                                    .add(new Step(action, arguments.clone(), after)));
        }
        return possible;
    }

    private void agreeOnWhatIsPossible(State state, CompiledAction dense, SparseAction sparse) {
        List<Term.Variable> parameters = dense.action().parameters();
        long[] arguments = new long[parameters.size()];
        boolean more = true;
        while (more) {
            assertEquals(
                    dense.enabled(state, arguments),
                    sparse.enabled(arguments),
                    () -> dense.action().label());
            more = false;
            for (int i = 0; i < arguments.length && !more; i++) {
                more = ++arguments[i] < domain.size(parameters.get(i).sort());
                arguments[i] = more ? arguments[i] : 0;
            }
        }
    }

    private void constants(SparseState sparse) {
        for (Symbol symbol : Variables.all()) {
            if (symbol.role() == Role.RIGID && sparse.has(symbol)) {
                long[] values = constants.values(symbol);
                for (int i = 0; i < values.length; i++) {
                    sparse.set(symbol, values[i], domain.arguments(symbol, i));
                }
            }
        }
    }

    private void agree(State state, SparseState sparse, String after) {
        for (Symbol symbol : Variables.all()) {
            if (symbol.changes() && sparse.has(symbol)) {
                long[] values = state.table(symbol);
                for (int i = 0; i < values.length; i++) {
                    long[] arguments = domain.arguments(symbol, i);
                    long value = sparse.get(symbol, arguments);
                    assertEquals(values[i], value, () -> symbol.name() + " after " + after);
                }
            }
        }
    }

    @Test
    void whatNoSupportBoundsIsRefused() {
        Symbol numbers = Variables.STORED;
        Term.Variable w = new Term.Variable("w", Variables.WORKSPACE);
        Term.Variable s = new Term.Variable("s", Variables.SEQ);
        Term.Read each = numbers.at(w, s);
        refused(new Action.Update(each, List.of(w, s), Terms.number(7)));
        refused(new Action.Update(each, List.of(w, s), each.plus(1)));
        refused(new Action.Update(each, List.of(w, s), Terms.choose(each.above(0), Terms.number(0), Terms.number(1))));
        refused(Terms.forAll(
                Variables.SEQ,
                "s",
                any -> Variables.TX_LAST
                        .at(new Term.Literal(Variables.OWNER, 0), any)
                        .atLeast(0)));
    }

    @Test
    void moreParametersThanThereIsRoomForAreRefused() {
        List<Term.Variable> four = Stream.of("a", "b", "c", "d")
                .map(name -> new Term.Variable(name, Variables.OWNER))
                .toList();
        Action action = new Action("X", "", four, List.of(), List.of(), List.of());
        Slice slice = Slice.of(Relation.right().init(), List.of(action), Set.of(), leaf -> leaf);
        assertEquals(
                "an action must have at most 3 parameters: action=X, parameters=[a, b, c, d]",
                assertThrows(IllegalArgumentException.class, () -> new CompiledSlice(slice))
                        .getMessage());
    }

    private static void refused(Action.Update update) {
        refused(new Action("X", "", List.of(), List.of(), List.of(), List.of(update)));
    }

    private static void refused(Term guard) {
        refused(new Action("X", "", List.of(), List.of(), List.of(guard), List.of()));
    }

    private static void refused(Action action) {
        Slice slice = Slice.of(
                Relation.right().init(), List.of(action), Set.of(Variables.STORED, Variables.TX_LAST), leaf -> leaf);
        assertThrows(UnboundedTermException.class, () -> new CompiledSlice(slice));
    }
}
