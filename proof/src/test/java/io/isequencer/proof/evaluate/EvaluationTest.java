package io.isequencer.proof.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What terms and actions mean in a world of three things and two places. */
class EvaluationTest {
    private static final Sort THING = Sort.uninterpreted("Thing");
    private static final Sort PLACE = Sort.uninterpreted("Place");
    private static final Sort NOTHING = Sort.uninterpreted("Nothing");
    private static final Sort COLOUR = Sort.enumeration("Colour", "red", "green");
    private static final Symbol WEIGHT = state("weight", Sort.NUMBER, THING);
    private static final Symbol STOCK = state("stock", Sort.NUMBER, PLACE, THING);
    private static final Symbol OPEN = state("open", Sort.BOOL, PLACE);
    private static final Symbol LIGHT = state("light", COLOUR);
    private static final Symbol LOST = state("lost", Sort.BOOL, NOTHING);
    private static final Symbol UNKNOWN = state("unknown", Sort.BOOL);
    private static final Domain WORLD = new Domain(
            Map.of(THING, 3, PLACE, 2, NOTHING, 0, Sort.NUMBER, 4), List.of(WEIGHT, STOCK, OPEN, LIGHT, LOST));
    private static final Term.Variable THE_THING = new Term.Variable("t", THING);
    private static final Term.Variable THE_PLACE = new Term.Variable("p", PLACE);

    private final State state = new State(WORLD);

    private static Symbol state(String name, Sort result, Sort... arguments) {
        return new Symbol(name, Symbol.Role.STATE, List.of(arguments), result);
    }

    private static Term thing(int number) {
        return new Term.Literal(THING, number);
    }

    private boolean holds(Term term) {
        return new Condition(WORLD, term).holds(state);
    }

    private static Term n(long value) {
        return Terms.number(value);
    }

    private long value(Term term) {
        for (long value = -10; value <= 10; value++) {
            if (holds(term.is(n(value)))) {
                return value;
            }
        }
        throw new AssertionError("no value of " + term);
    }

    @Test
    void operatorsMeanWhatTheySay() {
        assertEquals(5, value(n(2).plus(3)));
        assertEquals(-1, value(n(2).minus(3)));
        assertEquals(3, value(n(2).max(3)));
        assertEquals(3, value(n(3).max(2)));
        assertTrue(holds(n(2).less(n(3))));
        assertFalse(holds(n(3).less(n(3))));
        assertTrue(holds(n(3).atMost(n(3))));
        assertFalse(holds(n(4).atMost(n(3))));
        assertFalse(holds(n(4).is(n(3))));
        assertTrue(holds(n(4).isNot(n(3))));
    }

    @Test
    void connectivesMeanWhatTheySay() {
        state.set(OPEN, 1, 1);
        Term no = OPEN.at(new Term.Literal(PLACE, 0));
        Term yes = OPEN.at(new Term.Literal(PLACE, 1));

        assertEquals(List.of(true, false, false, false), table(Terms::and, yes, no));
        assertEquals(List.of(true, true, true, false), table(Terms::or, yes, no));
        assertEquals(List.of(true, false, true, true), table(Term::implies, yes, no));
        assertTrue(holds(no.not()));
        assertFalse(holds(yes.not()));
        assertEquals(1, value(Terms.choose(yes, n(1), n(2))));
        assertEquals(2, value(Terms.choose(no, n(1), n(2))));
    }

    private interface Connective {
        Term of(Term left, Term right);
    }

    /** For true and true, true and false, false and true, false and false. */
    private List<Boolean> table(Connective connective, Term yes, Term no) {
        List<Boolean> table = new ArrayList<>();
        for (Term left : List.of(yes, no)) {
            for (Term right : List.of(yes, no)) {
                table.add(holds(connective.of(left, right)));
            }
        }
        return table;
    }

    @Test
    void quantifiersSeeEachElement() {
        Term someWeigh = Terms.exists(THING, "t", t -> WEIGHT.at(t).above(0));
        Term allWeigh = Terms.forAll(THING, "t", t -> WEIGHT.at(t).above(0));
        assertFalse(holds(someWeigh));

        state.set(WEIGHT, 1, 2);
        assertTrue(holds(someWeigh));
        assertFalse(holds(allWeigh));

        state.fill(WEIGHT, 1);
        assertTrue(holds(allWeigh));
        state.set(WEIGHT, 0, 0);
        assertFalse(holds(allWeigh));
    }

    @Test
    void aHintMeansNothing() {
        Term hinted = Terms.forAll(THING, "t", t -> WEIGHT.at(t).above(0).hinted(WEIGHT.at(t)));
        assertFalse(holds(hinted));
        state.fill(WEIGHT, 1);
        assertTrue(holds(hinted));
    }

    @Test
    void twoVariablesTakeEachPair() {
        Term full =
                Terms.forAll(PLACE, "p", THING, "t", (p, t) -> STOCK.at(p, t).above(0));
        state.fill(STOCK, 1);
        assertTrue(holds(full));
        for (int p = 0; p < 2; p++) {
            for (int t = 0; t < 3; t++) {
                State emptier = state.copy().set(STOCK, 0, p, t);
                assertFalse(new Condition(WORLD, full).holds(emptier), p + " " + t);
            }
        }
    }

    @Test
    void whereThereIsNothingAllOfItHolds() {
        assertTrue(holds(Terms.forAll(NOTHING, "x", LOST::at)));
        assertFalse(holds(Terms.exists(NOTHING, "x", LOST::at)));
        Term.Variable none = new Term.Variable("x", NOTHING);
        assertEquals(0, value(new Term.Count(List.of(none), Terms.TRUE)));
    }

    @Test
    void countsAreExact() {
        Term.Variable place = new Term.Variable("p", PLACE);
        Term.Variable thing = new Term.Variable("t", THING);
        Term stocked =
                new Term.Count(List.of(place, thing), STOCK.at(place, thing).above(0));
        assertEquals(0, value(stocked));
        state.set(STOCK, 3, 0, 2).set(STOCK, 1, 1, 0);
        assertEquals(2, value(stocked));
        assertEquals(6, value(new Term.Count(List.of(place, thing), Terms.TRUE)));
    }

    @Test
    void aReadFindsItsPlace() {
        state.setValues(STOCK, new long[] {0, 1, 2, 3, 4, 5}).set(LIGHT, 1);

        assertEquals(5, value(STOCK.at(new Term.Literal(PLACE, 1), thing(2))));
        assertEquals(2, value(STOCK.at(new Term.Literal(PLACE, 0), thing(2))));
        assertTrue(holds(LIGHT.at().is(COLOUR.element("green"))));
        assertFalse(holds(LIGHT.at().is(COLOUR.element("red"))));
    }

    @Test
    void aReadOutsideOfTheWorldIsRefused() {
        Symbol byNumber = state("byNumber", Sort.BOOL, Sort.NUMBER);
        Symbol byTwo = state("byTwo", Sort.BOOL, Sort.NUMBER, Sort.NUMBER);
        Domain domain = new Domain(Map.of(Sort.NUMBER, 2), List.of(byNumber, byTwo));
        State small = new State(domain);
        for (long outside : List.of(-1L, 2L)) {
            for (Term read : List.of(byNumber.at(n(outside)), byTwo.at(n(outside), n(0)), byTwo.at(n(0), n(outside)))) {
                assertThrows(OutOfDomainException.class, () -> new Condition(domain, read).holds(small));
            }
            assertThrows(OutOfDomainException.class, () -> small.get(byNumber, outside));
        }
        OutOfDomainException refused = assertThrows(OutOfDomainException.class, () -> small.get(byTwo, 0, 2));
        assertEquals("argument must be 0..1: symbol=byTwo, argument=Number, value=2", refused.getMessage());
    }

    @Test
    void aStepHasTwoStates() {
        Condition heavier = new Condition(WORLD, WEIGHT.next(thing(1)).above(WEIGHT.at(thing(1))));
        State after = state.copy().set(WEIGHT, 1, 1);

        assertTrue(heavier.holds(state, after));
        assertFalse(heavier.holds(after, state));
        assertFalse(heavier.holds(state));
    }

    @Test
    void parametersGetTheirArguments() {
        Condition weighs = new Condition(WORLD, STOCK.at(THE_PLACE, THE_THING).above(0), List.of(THE_THING, THE_PLACE));
        state.set(STOCK, 1, 1, 2);

        assertTrue(weighs.holds(state, state, 2, 1));
        assertFalse(weighs.holds(state, state, 1, 1));
    }

    @Test
    void onlyATruthIsACondition() {
        assertThrows(IllegalArgumentException.class, () -> new Condition(WORLD, n(1)));
    }

    /** Takes one of what an open place has, and notes how much all other things weigh. */
    private static Action sell() {
        Term.Variable other = new Term.Variable("u", THING);
        return new Action(
                "Sell",
                "",
                List.of(THE_PLACE, THE_THING),
                List.of(),
                List.of(OPEN.at(THE_PLACE), STOCK.at(THE_PLACE, THE_THING).above(0)),
                List.of(
                        new Action.Update(
                                STOCK.at(THE_PLACE, THE_THING),
                                List.of(),
                                STOCK.at(THE_PLACE, THE_THING).minus(1)),
                        new Action.Update(
                                WEIGHT.at(other),
                                List.of(other),
                                WEIGHT.at(other).plus(STOCK.at(THE_PLACE, other)))));
    }

    private static CompiledAction compiled() {
        return new CompiledAction(WORLD, sell());
    }

    @Test
    void anActionIsEnabledWhereItsGuardHolds() {
        state.set(OPEN, 1, 1).set(STOCK, 2, 1, 2).set(STOCK, 2, 0, 2);

        assertTrue(compiled().enabled(state, 1, 2));
        assertFalse(compiled().enabled(state, 0, 2), "closed");
        assertFalse(compiled().enabled(state, 1, 1), "sold out");
    }

    @Test
    void allValuesAreThoseOfBeforeTheStep() {
        state.set(OPEN, 1, 1).set(STOCK, 2, 1, 2).set(STOCK, 3, 1, 0).set(WEIGHT, 1, 0);
        State before = state.copy();

        State after = compiled().after(state, 1, 2);

        assertEquals(before, state);
        assertEquals(1, after.get(STOCK, 1, 2));
        assertEquals(List.of(4L, 0L, 2L), boxed(after.values(WEIGHT)));
        assertEquals(1, after.get(OPEN, 1));
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Test
    void eachStepIsFoundOnce() {
        state.set(OPEN, 1, 1).set(STOCK, 2, 1, 2).set(STOCK, 1, 1, 0).set(STOCK, 1, 0, 1);
        List<String> steps = new ArrayList<>();

        compiled()
                .forEach(
                        state,
                        (arguments, after) ->
                                steps.add(Arrays.toString(arguments) + " " + after.get(STOCK, arguments)));

        assertEquals(List.of("[1, 0] 0", "[1, 2] 1"), steps);
    }

    @Test
    void aConjunctWithoutParametersDecidesForAll() {
        Action night = new Action(
                "Close",
                "",
                List.of(THE_PLACE),
                List.of(),
                List.of(LIGHT.at().is(COLOUR.element("red"))),
                List.of(new Action.Update(OPEN.at(THE_PLACE), List.of(), Terms.FALSE)));
        List<Long> closed = new ArrayList<>();
        CompiledAction close = new CompiledAction(WORLD, night);

        close.forEach(state, (arguments, after) -> closed.add(arguments[0]));
        assertEquals(List.of(0L, 1L), closed);

        state.set(LIGHT, 1);
        close.forEach(state, (arguments, after) -> closed.add(arguments[0]));
        assertEquals(List.of(0L, 1L), closed);
        assertFalse(close.enabled(state, 0));
        assertEquals("Close", close.action().name());
    }

    @Test
    void aCopyIsIndependentBothWays() {
        state.set(WEIGHT, 1, 0);
        State copy = state.copy();
        copy.set(WEIGHT, 2, 0);
        state.set(WEIGHT, 3, 1);

        assertEquals(1, state.get(WEIGHT, 0));
        assertEquals(2, copy.get(WEIGHT, 0));
        assertEquals(0, copy.get(WEIGHT, 1));
        assertEquals(3, state.table(WEIGHT)[1]);
        copy.writable(WEIGHT)[2] = 5;
        assertEquals(0, state.get(WEIGHT, 2));
        assertEquals(5, copy.get(WEIGHT, 2));
    }

    @Test
    void statesAreEqualByTheirValues() {
        State same = new State(WORLD);
        assertEquals(state, same);
        assertEquals(state.hashCode(), same.hashCode());
        same.set(LIGHT, 1);
        assertFalse(state.equals(same));
        assertTrue(state.hashCode() != same.hashCode());
        assertFalse(state.equals(new State(new Domain(Map.of(), List.of()))));
        assertEquals(WORLD, state.domain());
    }

    @Test
    void valuesAreACopy() {
        state.values(WEIGHT)[0] = 7;

        assertEquals(0, state.get(WEIGHT, 0));
        assertThrows(IllegalArgumentException.class, () -> state.setValues(WEIGHT, new long[2]));
        assertEquals(7, state.setValues(WEIGHT, new long[] {7, 0, 0}).get(WEIGHT, 0));
        assertEquals(9, state.fill(WEIGHT, 9).get(WEIGHT, 2));
    }

    @Test
    void aWorldKnowsItsSizesAndPlaces() {
        assertEquals(2, WORLD.size(Sort.BOOL));
        assertEquals(2, WORLD.size(COLOUR));
        assertEquals(3, WORLD.size(THING));
        assertEquals(5, WORLD.symbols().size());
        for (int i = 0; i < 6; i++) {
            long[] arguments = WORLD.arguments(STOCK, i);
            assertEquals(List.of((long) i / 3, (long) i % 3), boxed(arguments));
            assertEquals(i, WORLD.index(STOCK, WORLD.layout(STOCK), arguments));
        }
        assertThrows(IllegalArgumentException.class, () -> WORLD.size(Sort.OFFSET));
        assertThrows(IllegalArgumentException.class, () -> state.get(UNKNOWN));
        assertThrows(IllegalArgumentException.class, () -> state.get(STOCK, 1));
    }
}
