package io.isequencer.proof.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Counting;
import io.isequencer.proof.invariant.Liveness;
import io.isequencer.proof.invariant.Progress;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of progress and of counts, of each step of small worlds: no solver. */
@Tag("slow")
class ProgressExploredTest {
    private static final int STATES = 6_000;

    private final Set<String> broken = new TreeSet<>();
    private final Set<String> ended = new TreeSet<>();

    private static Term due(Progress progress) {
        return new Term.Quantified(false, progress.subject(), progress.due());
    }

    private void explore(SmallWorld world, Relation relation) {
        Map<String, Condition> states = new HashMap<>();
        Map<String, Condition> due = new HashMap<>();
        for (Progress progress : Liveness.all()) {
            states.put(progress.name(), new Condition(world.domain, progress.state(relation.actions())));
            due.put(progress.name(), new Condition(world.domain, due(progress)));
        }
        Map<Action, Map<String, Condition>> steps = new HashMap<>();
        world.explore(
                relation,
                STATES,
                state -> fail(states, state, state, new long[0]),
                (action, arguments, before, after) -> {
                    fail(
                            steps.computeIfAbsent(action.action(), each -> conditions(world.domain, each)),
                            before,
                            after,
                            arguments);
                    due.forEach((name, condition) -> {
                        if (condition.holds(before) && !condition.holds(after)) {
                            ended.add(name + " by " + action.action().name());
                        }
                    });
                });
    }

    private static Map<String, Condition> conditions(Domain domain, Action action) {
        Map<String, Condition> conditions = new HashMap<>();
        for (Progress progress : Liveness.all()) {
            conditions.put(progress.name(), new Condition(domain, progress.step(action), action.parameters()));
        }
        List<Term> facts = Counting.facts(action);
        for (int i = 0; i < facts.size(); i++) {
            conditions.put("fact " + i, new Condition(domain, facts.get(i), action.parameters()));
        }
        return conditions;
    }

    private void fail(Map<String, Condition> conditions, State before, State after, long[] arguments) {
        conditions.forEach((name, condition) -> {
            if (!condition.holds(before, after, arguments)) {
                broken.add(name);
            }
        });
    }

    private static SmallWorld calm(int owners, int seqs, int events) {
        SmallWorld world = new SmallWorld(owners, seqs, events, 1, 0, 0);
        world.constants
                .set(Variables.MAY_TURN, 0, Variables.WEATHER.elements().indexOf("stormy"))
                .set(Variables.MAY_TURN, 1, Variables.WEATHER.elements().indexOf("calm"));
        return world;
    }

    @Test
    void eachStepDoesWhatIsSaidOfProgressAndOfCounts() {
        explore(calm(1, 1, 2), Relation.right());
        explore(calm(1, 2, 1), Relation.right());
        explore(calm(2, 1, 1), Relation.right());

        assertEquals(Set.of(), broken);
    }

    @Test
    void whatIsDueEndsAsItIsMeantTo() {
        explore(calm(1, 1, 2), Relation.right());

        assertTrue(
                ended.containsAll(Set.of(
                        "ActEnds by ActDone",
                        "Closes by FlStop",
                        "Closes by ActStop",
                        "FlushReaches by FlWriteCheckpoint",
                        "Drained by FlPrune")),
                ended.toString());
    }

    @Test
    void aTaskThatIsNeverWokenIsSeen() {
        explore(calm(1, 1, 2), Relation.named("R12-no-signal-after-flush"));

        assertTrue(broken.containsAll(Set.of("Drained", "FlushReaches")), broken.toString());
    }

    @Test
    void aCloseThatTriesAgainIsSeen() {
        explore(calm(1, 1, 2), Relation.named("R15-close-until-written"));

        assertTrue(broken.contains("Closes"), broken.toString());
    }

    @Test
    void aNumberThatMayFallForEverIsNoMeasure() {
        Progress.Number number = new Progress.Number(Terms.number(-1));
        SmallWorld world = calm(1, 1, 1);

        assertTrue(!new Condition(world.domain, number.wellFounded()).holds(world.constants));
    }

    @Test
    void elementsThatComeMakeASetNoLess() {
        SmallWorld world = calm(1, 2, 1);
        Term.Variable seq = new Term.Variable("s", Variables.SEQ);
        Progress.Elements set = new Progress.Elements(
                new ArrayList<>(List.of(seq)), Variables.LEFT.at(ownerOf(world), workspaceOf(world), seq));
        Condition decreased = new Condition(world.domain, set.decreased());
        State none = world.constants.copy();
        State first = world.constants.copy().set(Variables.LEFT, 1, 0, 0, 0);
        State second = world.constants.copy().set(Variables.LEFT, 1, 0, 0, 1);

        assertTrue(decreased.holds(first, none));
        assertTrue(!decreased.holds(first, second));
        assertTrue(!decreased.holds(first, first));
        assertTrue(!decreased.holds(none, first));
    }

    private static Term ownerOf(SmallWorld world) {
        return new Term.Literal(Variables.OWNER, 0);
    }

    private static Term workspaceOf(SmallWorld world) {
        return new Term.Literal(Variables.WORKSPACE, 0);
    }
}
