package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeclaredTypesTest {
    /** The log alone does not tell the kind of an event's workspace. */
    @Test
    void ofAnyKindTheInitialValueIsTheNumberOrTheLowest() {
        DeclaredTypes types = new DeclaredTypes();
        types.add(1, 1, 7);
        types.add(2, 1, 3);
        types.add(3, 1, 5);
        types.add(4, 2, 1);
        for (long number : new long[] {3, 5, 7}) {
            assertEquals(number, types.initialValueOfAnyKind(1, number));
        }
        for (long number : new long[] {1, 4, 8}) {
            assertEquals(3, types.initialValueOfAnyKind(1, number));
        }
        assertEquals(DeclaredTypes.NONE, types.initialValueOfAnyKind(3, 1));
    }
}
