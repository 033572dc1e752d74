package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.NumberKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class NumberMapTest {
    private final NumberMap map = new NumberMap();

    @Test
    void anEmptyMapKnowsNothing() {
        assertEquals(0, map.size());
        assertEquals(0, map.get(0, 1));
        assertEquals(Map.of(), contents());
    }

    @Test
    void keepsTheLargerNumber() {
        map.putMax(5, 1, 10);
        map.putMax(5, 1, 9);
        assertEquals(10, map.get(5, 1));
        map.putMax(5, 1, 10);
        assertEquals(10, map.get(5, 1));
        map.putMax(5, 1, 11);
        assertEquals(11, map.get(5, 1));
        assertEquals(1, map.size());
    }

    @Test
    void bothHalvesOfTheKeyCount() {
        map.putMax(5, 1, 10);
        map.putMax(5, 2, 20);
        map.putMax(6, 1, 30);
        map.putMax(-1, 65_535, 40);
        assertEquals(10, map.get(5, 1));
        assertEquals(20, map.get(5, 2));
        assertEquals(30, map.get(6, 1));
        assertEquals(40, map.get(-1, 65_535));
        assertEquals(0, map.get(6, 2));
        assertEquals(4, map.size());
    }

    @Test
    void removesOnlyTheSameNumber() {
        map.putMax(5, 1, 10);
        assertFalse(map.removeIfSame(5, 1, 9));
        assertFalse(map.removeIfSame(5, 1, 11));
        assertFalse(map.removeIfSame(6, 1, 10));
        assertEquals(10, map.get(5, 1));
        assertEquals(1, map.size());
        assertTrue(map.removeIfSame(5, 1, 10));
        assertEquals(0, map.get(5, 1));
        assertEquals(0, map.size());
        assertFalse(map.removeIfSame(5, 1, 10));
    }

    @Test
    void clearForgetsAllAndTheMapStaysUsable() {
        for (int i = 1; i <= 100; i++) {
            map.putMax(i, 1, i);
        }
        map.clear();
        assertEquals(0, map.size());
        assertEquals(Map.of(), contents());
        map.putMax(3, 1, 4);
        assertEquals(Map.of(new NumberKey(3, 1), 4L), contents());
    }

    /** Simulations replay from a seed, on any JDK: the order of a visit must never change. */
    @Test
    void visitsInAnOrderThatIsPinned() {
        for (long wsId = 1; wsId <= 8; wsId++) {
            map.putMax(wsId, (int) wsId % 3 + 1, wsId);
        }
        assertEquals(ORDER_OF_8, order());
        map.putMax(0x7FFF_0000_0000_0009L, 65_535, 9);
        assertEquals(ORDER_OF_9, order());
    }

    @Test
    void growsAboveHalfFullAndNotBefore() {
        List<Long> wsIds = wsIdsWithHome(15, 9);
        wsIds.subList(0, 8).forEach(wsId -> map.putMax(wsId, 1, wsId));
        List<Long> wrappedAround = new ArrayList<>(wsIds.subList(1, 8));
        wrappedAround.add(wsIds.get(0));
        assertEquals(wrappedAround, order());
        map.putMax(wsIds.get(8), 1, wsIds.get(8));
        assertNotEquals(wsIds.get(1), order().get(0));
    }

    private static final List<Long> ORDER_OF_8 = List.of(6L, 7L, 3L, 8L, 4L, 5L, 1L, 2L);
    private static final List<Long> ORDER_OF_9 = List.of(9L, 6L, 7L, 3L, 8L, 4L, 5L, 1L, 2L);

    @Test
    void aProbeChainWrapsAroundTheEndOfTheTable() {
        List<Long> atTheEnd = wsIdsWithHome(15, 5);
        for (long wsId : atTheEnd) {
            map.putMax(wsId, 1, wsId);
        }
        long atTheStart = wsIdsWithHome(0, 1).get(0);
        map.putMax(atTheStart, 1, atTheStart);
        assertTrue(map.removeIfSame(atTheEnd.get(0), 1, atTheEnd.get(0)));
        for (long wsId : atTheEnd.subList(1, 5)) {
            assertEquals(wsId, map.get(wsId, 1));
        }
        assertEquals(atTheStart, map.get(atTheStart, 1));
        assertTrue(map.removeIfSame(atTheEnd.get(2), 1, atTheEnd.get(2)));
        assertEquals(0, map.get(atTheEnd.get(0), 1));
        assertEquals(0, map.get(atTheEnd.get(2), 1));
        assertEquals(atTheStart, map.get(atTheStart, 1));
        assertEquals(4, map.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 12, 40, 3_000})
    void agreesWithAHashMap(int keys) {
        Random random = new Random(keys);
        Map<NumberKey, Long> model = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            long wsId = random.nextInt(keys) * 0x5_0000_0001L;
            int seqId = 1 + random.nextInt(2);
            NumberKey key = new NumberKey(wsId, seqId);
            long number = 1 + random.nextInt(4);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    map.putMax(wsId, seqId, number);
                    model.merge(key, number, Math::max);
                }
                case 3, 4, 5 -> assertEquals(model.remove(key, number), map.removeIfSame(wsId, seqId, number));
                default -> assertEquals(model.getOrDefault(key, 0L), map.get(wsId, seqId));
            }
            assertEquals(model.size(), map.size());
            if (i % 500 == 0) {
                assertEquals(model, contents());
            }
        }
        assertEquals(model, contents());
    }

    @Test
    void keysThatDifferInOnePartSpread() {
        assertSpread(i -> NumberMap.home(77, i, 2047));
        assertSpread(i -> NumberMap.home(i, 1, 2047));
        assertSpread(i -> NumberMap.home((1L << 47) + i, 1, 2047));
        assertSpread(i -> NumberMap.home((long) i << 50, 1, 2047));
    }

    private static void assertSpread(IntUnaryOperator home) {
        long homes = IntStream.rangeClosed(1, 1_000)
                .map(home)
                .peek(index -> assertEquals(index & 2047, index))
                .distinct()
                .count();
        assertTrue(homes > 500, "1000 keys have this many homes: " + homes);
    }

    private Map<NumberKey, Long> contents() {
        Map<NumberKey, Long> contents = new HashMap<>();
        map.forEach((wsId, seqId, number) -> contents.put(new NumberKey(wsId, seqId), number));
        return contents;
    }

    private List<Long> order() {
        List<Long> numbers = new ArrayList<>();
        map.forEach((wsId, seqId, number) -> numbers.add(number));
        return numbers;
    }

    private static List<Long> wsIdsWithHome(int home, int count) {
        List<Long> wsIds = new ArrayList<>();
        for (long wsId = 1; wsIds.size() < count; wsId++) {
            if (NumberMap.home(wsId, 1, 15) == home) {
                wsIds.add(wsId);
            }
        }
        return wsIds;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100})
    void aCopyTakesOverAnySizeFromAnySize(int size) {
        NumberMap small = filled(2);
        NumberMap large = filled(50);
        NumberMap original = filled(size);
        for (NumberMap copy : List.of(small, large)) {
            copy.copyFrom(original);
            assertEquals(size, copy.size());
            for (int wsId = 0; wsId < 100; wsId++) {
                assertEquals(original.get(wsId, 1), copy.get(wsId, 1));
            }
            copy.putMax(1_000, 1, 5);
            assertEquals(0, original.get(1_000, 1));
        }
    }

    private static NumberMap filled(int size) {
        NumberMap filled = new NumberMap();
        for (int wsId = 0; wsId < size; wsId++) {
            filled.putMax(wsId, 1, wsId + 1);
        }
        return filled;
    }
}
