package io.isequencer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

    @Test
    void aSampleIsThoseThatAreChosenInTheirOrder() {
        assertEquals(List.of("b", "d"), Sample.of(ALL, name -> "db".contains(name), false));
        assertEquals(List.of("a", "c", "e"), Sample.oneIn(2, ALL, false));
        assertEquals(List.of("a"), Sample.oneIn(9, ALL, false));
    }

    @Test
    void aThoroughRunHasAll() {
        assertEquals(ALL, Sample.of(ALL, "b"::equals, true));
        assertEquals(ALL, Sample.oneIn(2, ALL, true));
    }

    @Test
    void thereIsNoEmptySample() {
        assertThrows(IllegalStateException.class, () -> Sample.of(ALL, "f"::equals, false));
        assertThrows(IllegalStateException.class, () -> Sample.oneIn(2, List.of(), false));
        assertThrows(IllegalStateException.class, () -> Sample.of(List.of(), name -> true, true));
    }
}
