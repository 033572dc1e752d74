package io.isequencer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SeqTypesTest {
    private final SeqTypes types = SeqTypes.builder()
            .add(7, 30, 300)
            .add(7, 10, 100)
            .add(7, 65_535, Long.MAX_VALUE)
            .add(0, 1, 1)
            .build();

    @Test
    void slotsAreRanksBySeqId() {
        SeqTypes.Kind kind = types.kind(7);
        assertEquals(3, kind.size());
        assertEquals(0, kind.slot(10));
        assertEquals(1, kind.slot(30));
        assertEquals(2, kind.slot(65_535));
        assertEquals(10, kind.seqId(0));
        assertEquals(30, kind.seqId(1));
        assertEquals(100, kind.initialValue(0));
        assertEquals(300, kind.initialValue(1));
        assertEquals(Long.MAX_VALUE, kind.initialValue(2));
    }

    @Test
    void kindZeroIsAKind() {
        assertEquals(1, types.kind(0).size());
    }

    @Test
    void theDeclaredKindsAreListedInOrder() {
        assertEquals(List.of(0, 7), List.copyOf(types.kinds().keySet()));
        assertEquals(types.kind(7), types.kinds().get(7));
    }

    @Test
    void theLargestKindIsKnown() {
        assertEquals(3, types.maxKindSize());
        assertEquals(2, SeqTypes.DEFAULT.maxKindSize());
    }

    @Test
    void theDefaultHasALogOffsetAndARecordId() {
        SeqTypes.Kind kind = SeqTypes.DEFAULT.kind(1);
        assertEquals(2, kind.size());
        assertEquals(1, kind.initialValue(kind.slot(1)));
        assertEquals(200_001, kind.initialValue(kind.slot(2)));
    }

    @Test
    void whatDeclaresTheSameIsEqual() {
        SeqTypes again = SeqTypes.builder().add(1, 2, 200_001).add(1, 1, 1).build();
        assertEquals(SeqTypes.DEFAULT, again);
        assertEquals(SeqTypes.DEFAULT.hashCode(), again.hashCode());
        assertEquals(SequencerParams.of(SeqTypes.DEFAULT), SequencerParams.of(again));
        List<SeqTypes> others = List.of(
                SeqTypes.builder().add(1, 1, 1).build(),
                SeqTypes.builder().add(1, 1, 1).add(1, 2, 200_002).build(),
                SeqTypes.builder().add(1, 1, 1).add(1, 3, 200_001).build(),
                SeqTypes.builder().add(2, 1, 1).add(2, 2, 200_001).build());
        for (SeqTypes other : others) {
            assertNotEquals(SeqTypes.DEFAULT, other);
            assertNotEquals(SeqTypes.DEFAULT.hashCode(), other.hashCode());
        }
        assertNotEquals(
                SeqTypes.builder().add(2, 1, 1).build().kind(2),
                SeqTypes.builder().add(1, 1, 1).build().kind(1));
        assertNotEquals(SeqTypes.DEFAULT, "1");
        assertNotEquals(SeqTypes.DEFAULT.kind(1), "1");
    }

    @Test
    void itIsReadable() {
        assertEquals(
                "wsKind 1: seqId 1 from 1, seqId 2 from 200001; wsKind 7: seqId 3 from 10",
                SeqTypes.builder()
                        .add(7, 3, 10)
                        .add(1, 1, 1)
                        .add(1, 2, 200_001)
                        .build()
                        .toString());
    }

    @Test
    void theUndeclaredIsRefused() {
        assertRefused(
                UnknownSequenceException.class, "wsKind must be declared in seqTypes: wsKind=8", () -> types.kind(8));
        assertRefused(
                UnknownSequenceException.class,
                "seqId must be declared in seqTypes for wsKind 7: seqId=11",
                () -> types.kind(7).slot(11));
    }

    @Test
    void declarationsAreChecked() {
        SeqTypes.Builder builder = SeqTypes.builder().add(1, 2, 3);
        assertInvalid("wsKind must be 0..65535: wsKind=-1", () -> builder.add(-1, 1, 1));
        assertInvalid("seqId must be 1..65535: seqId=0", () -> builder.add(1, 0, 1));
        assertInvalid("initialValue must be 1..9223372036854775807: initialValue=0", () -> builder.add(1, 1, 0));
        assertInvalid("seqId must be declared once per wsKind: wsKind=1, seqId=2", () -> builder.add(1, 2, 3));
        assertInvalid(
                "seqTypes must declare a sequence: size=0",
                () -> SeqTypes.builder().build());
    }

    private static void assertInvalid(String message, Executable call) {
        assertRefused(IllegalArgumentException.class, message, call);
    }

    private static void assertRefused(Class<? extends Exception> type, String message, Executable call) {
        assertEquals(message, assertThrows(type, call).getMessage());
    }
}
