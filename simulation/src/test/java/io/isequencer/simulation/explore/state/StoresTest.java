package io.isequencer.simulation.explore.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoresTest {
    private static final int MANY = 100_000;

    @Test
    void statesAreNumberedAsTheyCome() {
        StateStore store = new StateStore(3);
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, store.add(bytes(i)));
        }
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, store.add(bytes(i)));
            assertEquals(i, store.find(bytes(i)));
            assertArrayEquals(bytes(i), store.get(i));
        }
        assertEquals(MANY, store.size());
        assertEquals(-1, store.find(bytes(MANY)));
    }

    @Test
    void edgesKeepTheirParts() {
        long edge = EdgeSet.pack(200_000_000, 100, 199_999_999);
        assertEquals(200_000_000, EdgeSet.from(edge));
        assertEquals(100, EdgeSet.label(edge));
        assertEquals(199_999_999, EdgeSet.to(edge));
    }

    @Test
    void unmarkedEdgesAreFound() {
        EdgeSet edges = new EdgeSet();
        for (int i = 0; i < MANY; i++) {
            assertTrue(edges.add(EdgeSet.pack(i, i % 30, i + 1)));
            assertFalse(edges.add(EdgeSet.pack(i, i % 30, i + 1)));
        }
        for (int i = 0; i < MANY; i++) {
            assertTrue(i == 77 || edges.mark(EdgeSet.pack(i, i % 30, i + 1)));
        }
        assertFalse(edges.mark(EdgeSet.pack(0, 1, 1)));
        List<Long> unmarked = new ArrayList<>();
        edges.forEachUnmarked(unmarked::add);
        assertEquals(List.of(EdgeSet.pack(77, 77 % 30, 78)), unmarked);
    }

    private static byte[] bytes(int i) {
        return new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i};
    }
}
