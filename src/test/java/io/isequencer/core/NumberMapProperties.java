package io.isequencer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.contract.AnyEvents;
import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** The map of last-used numbers equals a plain one, after any list of operations. */
class NumberMapProperties {
    @SeededProperty
    void equalsAPlainMap(@ForAll("operations") List<Operation> operations) {
        NumberMap map = new NumberMap();
        Map<NumberKey, Long> plain = new HashMap<>();
        for (Operation operation : operations) {
            long wsId = operation.key.wsId();
            int seqId = operation.key.seqId();
            if (operation.removes) {
                assertEquals(
                        plain.remove(operation.key, operation.number), map.removeIfSame(wsId, seqId, operation.number));
            } else {
                plain.merge(operation.key, operation.number, Math::max);
                map.putMax(wsId, seqId, operation.number);
            }
            assertSame(plain, map);
        }
        NumberMap copy = new NumberMap();
        copy.copyFrom(map);
        map.clear();
        assertSame(Map.of(), map);
        assertSame(plain, copy);
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<NumberKey> keys = Combinators.combine(
                        Arbitraries.oneOf(AnyEvents.wsIds(), Arbitraries.longs().between(0, 15)), AnyEvents.seqIds())
                .as(NumberKey::new);
        return Salt.of(Combinators.combine(keys, Arbitraries.longs().between(1, 3), Arbitraries.of(true, false, false))
                .as(Operation::new)
                .list()
                .ofMaxSize(120));
    }

    private static void assertSame(Map<NumberKey, Long> plain, NumberMap map) {
        Map<NumberKey, Long> visited = new HashMap<>();
        map.forEach((wsId, seqId, number) -> visited.put(new NumberKey(wsId, seqId), number));
        assertEquals(plain, visited);
        assertEquals(plain.size(), map.size());
        plain.forEach((key, number) -> assertEquals(number, map.get(key.wsId(), key.seqId())));
        ValueBatch batch = new ValueBatch();
        map.copyTo(batch);
        assertEquals(plain.size(), batch.size());
    }

    private record Operation(NumberKey key, long number, boolean removes) {}
}
