package io.isequencer.proof.smt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtTextTest {
    private static final Sort THING = Sort.uninterpreted("Thing");
    private static final Sort COLOUR = Sort.enumeration("Colour", "red", "green");
    private static final Symbol SIZE = new Symbol("size", Symbol.Role.STATE, List.of(THING), Sort.NUMBER);
    private static final Symbol LIGHT = new Symbol("light", Symbol.Role.STATE, List.of(), COLOUR);

    @Test
    void whatIsUsedIsDeclared() {
        List<Symbol> symbols = List.of(SIZE, LIGHT);

        assertEquals(
                "(declare-datatypes ((Colour 0)) (((red) (green))))\n"
                        + "(declare-sort Thing 0)\n"
                        + "(define-fun max ((a Int) (b Int)) Int (ite (>= a b) a b))\n"
                        + "(declare-fun size (Thing) Int)\n"
                        + "(declare-fun light () Colour)\n",
                SmtText.declarations(SmtText.sortsOf(symbols), symbols));
    }

    @Test
    void aHintIsAPattern() {
        Term term = Terms.forAll(THING, "x", x -> SIZE.at(x).atLeast(-1).hinted(SIZE.at(x)));

        assertEquals("(forall ((x Thing)) (! (<= (- 1) (size x)) :pattern ((size x))))", new SmtText().term(term));
    }

    @Test
    void variablesOfOneNameAreDistinguished() {
        Term term = Terms.forAll(
                THING, "x", x -> Terms.exists(THING, "x", y -> SIZE.at(x).less(SIZE.at(y))));

        assertEquals("(forall ((x Thing)) (exists ((x2 Thing)) (< (size x) (size x2))))", new SmtText().term(term));
    }

    @Test
    void whatIsCountedAlikeIsOneNumber() {
        SmtText text = new SmtText();

        assertEquals("(<= count0 count0)", text.term(positive("x").atMost(positive("x"))));
        assertEquals("(declare-fun count0 () Int)\n(assert (<= 0 count0))\n", text.newCounts(0));
    }

    private static Term positive(String name) {
        Term.Variable variable = new Term.Variable(name, THING);
        return new Term.Count(List.of(variable), SIZE.at(variable).above(0));
    }

    @Test
    void aTermWithAFreeVariableIsRefused() {
        Term.Variable free = new Term.Variable("x", THING);

        assertThrows(IllegalArgumentException.class, () -> new SmtText().term(SIZE.at(free)));
    }

    @Test
    void anIllTypedTermIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SIZE.at(LIGHT.at()));
        assertThrows(IllegalArgumentException.class, () -> LIGHT.at().is(Terms.number(1)));
        assertThrows(IllegalArgumentException.class, () -> COLOUR.element("blue"));
        assertThrows(IllegalArgumentException.class, () -> SIZE.at());
    }
}
