package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.conformance.SourceMutants.Mutant;
import io.isequencer.conformance.SourceMutants.Syntax;
import io.isequencer.testing.ProjectFiles;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceMutantsTest {
    @Test
    void comparisonsBoundsAndExtremesAreOthers() {
        assertPython("x = a <= b", "x = a < b");
        assertPython("x = a > b", "x = a >= b");
        assertPython("x = a == b", "x = a != b");
        assertPython("x = max(a, b)", "x = min(a, b)");
        assertPython("x = a + 1", "x = a");
        assertPython("x = 0", "x = 1");
        assertGo("x := a[b]-1", "x := a[b]");
    }

    @Test
    void connectivesConditionsAndConstantsAreOthers() {
        assertPython("x = a and not b", "x = a or not b", "x = a and b");
        assertPython("if a is None:", "if a is not None:", "if False:");
        assertPython("x = True", "x = False");
        assertGo("if a && !b {", "if a || !b {", "if a && b {", "if false && (a && !b) {");
        assertGo("if v, ok := m[k]; ok {", "if v, ok := m[k]; false && (ok) {");
        assertGo("case s.closed:", "case false && (s.closed):");
    }

    @Test
    void aStatementIsLeftOutIfItEndsOnItsLine() {
        assertPython("    self.call(a)  # why", "pass  # why");
        assertPython("    self.a = b", "pass");
        assertPython("    self.call(a,");
        assertGo("\ts.call(a)", "");
        assertGo("\ts.a = b", "");
        assertGo("\ts.call(func() {");
    }

    @Test
    void stringsCommentsAndLocksStay() {
        assertPython("# a < b");
        assertPython("x = f(\"a < b\")  # and True");
        assertPython("\"\"\"a < b\n    self.call(True)\n\"\"\"");
        assertPython("x = 'it\\'s 1 < 0'");
        assertGo("// a < b");
        assertGo("x := \"a < b\"");
        assertGo("\ts.mu.Lock()");
    }

    @Test
    void aMutantIsTheTextWithOneOtherLine() {
        String text = "a = b < c\nd = b < c\n";
        List<Mutant> mutants = SourceMutants.of(Syntax.PYTHON, text);
        assertEquals(List.of("a = b <= c\nd = b < c\n", "a = b < c\nd = b <= c\n"), texts(mutants, text));
    }

    @Test
    void thoseOfEqualLinesAreNumbered() {
        List<Mutant> mutants = SourceMutants.of(Syntax.PYTHON, "x = a < b\nx = a < b\n");
        assertEquals(List.of(1, 2), mutants.stream().map(Mutant::nth).collect(Collectors.toList()));
    }

    @Test
    void eachBundledSequencerHasManyAndNoneIsTheSequencerItself() {
        for (ForeignMutants.Sources sources : ForeignMutants.ALL) {
            List<ForeignMutants.Chosen> all = sources.mutants(1);
            assertTrue(all.size() > 80, sources.adapter() + ": " + all.size());
            for (ForeignMutants.Chosen chosen : all) {
                String text = ProjectFiles.read("conformance/adapters/" + sources.adapter() + "/" + chosen.file());
                assertNotEquals(text, chosen.mutant().of(text), chosen.toString());
            }
        }
    }

    private static void assertPython(String text, String... expected) {
        assertMutants(Syntax.PYTHON, text, expected);
    }

    private static void assertGo(String text, String... expected) {
        assertMutants(Syntax.GO, text, expected);
    }

    private static void assertMutants(Syntax syntax, String text, String... expected) {
        assertEquals(
                List.of(expected),
                SourceMutants.of(syntax, text).stream().map(Mutant::is).collect(Collectors.toList()));
    }

    private static List<String> texts(List<Mutant> mutants, String text) {
        return mutants.stream().map(mutant -> mutant.of(text)).collect(Collectors.toList());
    }
}
