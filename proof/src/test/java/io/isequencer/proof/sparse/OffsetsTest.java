package io.isequencer.proof.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rows in a ring are those of a map, wherever their offsets lie. */
class OffsetsTest {
    private static final long[] REGIONS = {0, 1L << 40, Long.MAX_VALUE - 100};

    @Test
    void aRingIsAMap() {
        Random random = new Random(1);
        Offsets offsets = new Offsets();
        Map<Long, Row> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long offset = REGIONS[random.nextInt(REGIONS.length)] + random.nextInt(100);
            if (random.nextInt(3) == 0) {
                assertSame(expected.remove(offset), offsets.remove(offset));
            } else {
                Row row = new Row(0, false);
                offsets.put(offset, row);
                expected.put(offset, row);
            }
            long asked = REGIONS[random.nextInt(REGIONS.length)] + random.nextInt(100);
            assertSame(expected.get(asked), offsets.get(asked));
        }
        assertEquals(expected.keySet(), Arrays.stream(offsets.all()).boxed().collect(Collectors.toSet()));
        assertEquals(expected.size(), offsets.all().length);
    }

    @Test
    void aWindowThatMovesOnStaysSmall() {
        Offsets offsets = new Offsets();
        for (long offset = 1; offset < 100_000; offset++) {
            Row row = new Row(0, false);
            offsets.put(offset, row);
            assertSame(row, offsets.get(offset));
            if (offset > 10) {
                offsets.remove(offset - 10);
            }
        }
        assertEquals(10, offsets.all().length);
    }
}
