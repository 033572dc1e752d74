package io.isequencer.proof.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowTest {
    @ParameterizedTest
    @CsvSource({"0,false,10", "-1,false,200", "0,true,30", "0,false,1000"})
    void isAMap(long absent, boolean wide, int keys) {
        Row row = new Row(absent, wide);
        Map<List<Long>, Long> map = new HashMap<>();
        Random random = new Random(keys);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(keys) << 16;
            long second = wide ? random.nextInt(3) : 0;
            long value = random.nextInt(4) + absent;
            Long before = value == absent ? map.remove(List.of(key, second)) : map.put(List.of(key, second), value);
            assertEquals(before == null ? absent : before, row.put(key, second, value));
            assertEquals(map.size(), row.size());
            if (i % 1_000 == 0) {
                compare(map, row);
            }
            if (random.nextInt(5_000) == 0) {
                row.clear();
                map.clear();
            }
        }
        compare(map, row);
    }

    private static void compare(Map<List<Long>, Long> map, Row row) {
        Map<List<Long>, Long> found = new HashMap<>();
        for (int place = 0; place < row.places(); place++) {
            if (row.isAt(place)) {
                List<Long> key = List.of(row.keyAt(place), row.secondAt(place));
                found.put(key, row.get(key.get(0), key.get(1)));
            }
        }
        assertEquals(map, found);
    }
}
