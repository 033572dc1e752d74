package io.isequencer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ValueBatchTest {
    private final ValueBatch batch = new ValueBatch();

    @Test
    void keepsWhatIsAddedInOrder() {
        for (int i = 1; i <= 40; i++) {
            batch.add(-i, i, i * 10L);
        }
        assertEquals(40, batch.size());
        for (int i = 1; i <= 40; i++) {
            assertValue(batch, i - 1, -i, i, i * 10L);
        }
    }

    @Test
    void clearMakesItReusable() {
        batch.add(1, 2, 3);
        batch.clear();
        assertEquals(0, batch.size());
        batch.add(4, 5, 6);
        assertValue(batch, 0, 4, 5, 6);
        assertEquals(1, batch.size());
    }

    @Test
    void aSliceIsABatchOfItsOwn() {
        for (int i = 1; i <= 5; i++) {
            batch.add(i, i, i);
        }
        ValueBatch slice = batch.slice(1, 3);
        batch.clear();
        assertEquals(2, slice.size());
        assertValue(slice, 0, 2, 2, 2);
        assertValue(slice, 1, 3, 3, 3);
        assertEquals(0, slice.slice(2, 2).size());
    }

    @Test
    void indexesAreChecked() {
        batch.add(1, 1, 1);
        String message = "index must be 0..0: index=";
        assertOutOfBounds(message + 1, () -> batch.wsId(1));
        assertOutOfBounds(message + 1, () -> batch.seqId(1));
        assertOutOfBounds(message + 1, () -> batch.number(1));
        assertOutOfBounds(message + -1, () -> batch.number(-1));
        assertOutOfBounds(message + 1, () -> batch.slice(0, 2));
    }

    @Test
    void valuesAreChecked() {
        assertInvalid("seqId must be 1..65535: seqId=0", () -> batch.add(1, 0, 1));
        assertInvalid("number must be 1..9223372036854775807: number=0", () -> batch.add(1, 1, 0));
        assertEquals(0, batch.size());
    }

    private static void assertValue(ValueBatch batch, int index, long wsId, int seqId, long number) {
        assertEquals(wsId, batch.wsId(index));
        assertEquals(seqId, batch.seqId(index));
        assertEquals(number, batch.number(index));
    }

    private static void assertOutOfBounds(String message, Executable call) {
        assertEquals(
                message, assertThrows(IndexOutOfBoundsException.class, call).getMessage());
    }

    private static void assertInvalid(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
