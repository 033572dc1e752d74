package io.isequencer.oracle.modelpaths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.Script;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CaseKeysTest {
    private final CaseKeys keys = new CaseKeys();

    @Test
    void whatDiffersInItsNameAloneHasTheSameKey() {
        assertEquals(key("a", 1, script -> script.tx(5, 1)), key("b", 1, script -> script.tx(5, 1)));
    }

    @Test
    void stepsTheirOrderAndParametersMakeTheKey() {
        Set<String> different = new HashSet<>();
        different.add(key("a", 1, script -> script.tx(5, 1)));
        different.add(key("a", 2, script -> script.tx(5, 1)));
        different.add(key("a", 1, script -> script.tx(5, 1).quiesce()));
        different.add(key("a", 1, script -> script.quiesce().tx(5, 1)));
        different.add(key("a", 1, script -> script.tx(6, 1)));
        assertEquals(5, different.size());
    }

    /** One character holds 65,536 numbers. */
    @Test
    void manyDifferentStepsAreToldApart() {
        String first = key("a", 1, script -> script.start(1));
        for (int wsId = 2; wsId <= 70_000; wsId++) {
            int number = wsId;
            assertNotEquals(first, key("a", 1, script -> script.start(number)));
        }
        assertEquals(first, key("a", 1, script -> script.start(1)));
    }

    private String key(String id, int readLimit, UnaryOperator<Script> steps) {
        Script script = new Script();
        script.params().readLimit(readLimit);
        Case testCase = steps.apply(script.open()).build(id, Level.L3, "R1", "title of " + id, "");
        return keys.of(testCase);
    }
}
