package io.isequencer.oracle.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.catalogue.CaseParser;
import io.isequencer.oracle.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
    /** The last integer that a double has, and the last offset with one behind it. */
    private static final Bounds DOUBLES = new Bounds((1L << 53) - 1, (1L << 53) - 2);

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            sequences(1) open tx(5:1)                                   ~ true
            sequences(1) stored(5:1=9) open start(5) next(1)            ~ true
            sequences(1) stored(5:1=10) open                            ~ true
            sequences(1) stored(5:1=11) open                            ~ false
            sequences(1) stored(5:1=10) open start(5) next(1)!exhausted ~ true
            sequences(1) stored(5:1=10) open start(5) next(1)           ~ false
            sequences(1) log(5:1=11) open                               ~ false
            seq(2=11) open                                              ~ false
            sequences(1) open start(5) use(1=11)                        ~ false
            sequences(1) open start(5) use(1=11)!malformed              ~ true
            sequences(1) open start(5) append(ok:1=11)                  ~ false
            sequences(1) open foreign(5:1=11)                           ~ false
            sequences(1) first(20) open start(5)                        ~ true
            sequences(1) first(21) open                                 ~ true
            sequences(1) first(21) open start(5)!exhausted              ~ true
            sequences(1) first(21) open start(5)                        ~ false
            sequences(1) first(20) log(5) log(5) open                   ~ false
            sequences(1) open tx(18446744073709551615:1)                ~ true
            """)
    void aCaseIsWithinThemIfAllItsNumbersAndOffsetsAre(String words, boolean within) {
        Case testCase = CaseParser.parse("F", "family L1 some R7 Why.\n001 t  " + words, Bounds.USUAL)
                .get(0);
        assertEquals(within, new Bounds(10, 20).hold(testCase));
    }

    @Test
    void allCasesAreWithinTheUsualOnes() {
        List<Case> cases = Catalogue.cases(Bounds.USUAL);
        assertTrue(cases.size() > 400, "cases: " + cases.size());
        assertEquals(
                List.of(),
                cases.stream()
                        .filter(testCase -> !Bounds.USUAL.hold(testCase))
                        .map(Case::id)
                        .toList());
    }

    /** The cases at the boundary are made for what an adapter declares. */
    @Test
    void theOnlyCaseAboveWhatDoublesHoldIsTheOneAboutThem() {
        assertEquals(
                List.of("L0-stored-004"),
                Catalogue.cases(DOUBLES).stream()
                        .filter(testCase -> !DOUBLES.hold(testCase))
                        .map(Case::id)
                        .toList());
    }

    @Test
    void allCasesAreWithinUnsignedOnes() {
        Bounds unsigned = new Bounds(-1, -2);
        assertTrue(Catalogue.cases(unsigned).stream().allMatch(unsigned::hold));
    }
}
