package io.isequencer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.api.NumberKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberTableTest {
    private final NumberTable table = new NumberTable();

    private static Map<NumberKey, Long> contents(NumberTable of) {
        Map<NumberKey, Long> contents = new HashMap<>();
        of.forEach((wsId, seqId, number) -> contents.put(new NumberKey(wsId, seqId), number));
        return contents;
    }

    @Test
    void growsAndKeepsEachKey() {
        Map<NumberKey, Long> expected = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            long wsId = (i - 250L) << (i % 3 * 20);
            int seqId = 1 + i % 7;
            table.raise(wsId, seqId, i + 1);
            expected.put(new NumberKey(wsId, seqId), i + 1L);
            if (i % 50 == 0) {
                assertEquals(expected, contents(table));
            }
        }
        assertEquals(expected, contents(table));
        expected.forEach((key, number) -> assertEquals(number, table.get(key.wsId(), key.seqId())));
        assertEquals(0, table.get(9_999, 1));
    }

    @Test
    void raisesAndNeverLowers() {
        table.raise(5, 65_535, 7);
        table.raise(5, 65_535, 3);
        assertEquals(7, table.get(5, 65_535));
        table.raise(5, 65_535, 9);
        assertEquals(9, table.get(5, 65_535));
        assertEquals(0, table.get(5, 1));
    }

    @Test
    void aCopyGoesItsOwnWay() {
        table.raise(1, 1, 1);
        NumberTable copy = table.copy();
        table.raise(1, 1, 2);
        for (int seqId = 2; seqId < 100; seqId++) {
            copy.raise(1, seqId, 3);
        }
        assertEquals(1, copy.get(1, 1));
        assertEquals(99, contents(copy).size());
        assertEquals(Map.of(new NumberKey(1, 1), 2L), contents(table));
    }

    /** A run of a seed must be the same forever, whatever asks for the numbers in it. */
    @Test
    void theOrderIsSteady() {
        for (long wsId : new long[] {-1, 0, 1, 2, 1L << 33, 1L << 62}) {
            table.raise(wsId, 1, 1);
            table.raise(wsId, 2, 1);
        }
        List<String> order = new ArrayList<>();
        table.forEach((wsId, seqId, number) -> order.add(wsId + "/" + seqId));
        assertEquals(
                List.of(
                        "-1/1",
                        "2/1",
                        "1/1",
                        "0/2",
                        "4611686018427387904/2",
                        "8589934592/1",
                        "1/2",
                        "2/2",
                        "8589934592/2",
                        "-1/2",
                        "0/1",
                        "4611686018427387904/1"),
                order);
    }
}
