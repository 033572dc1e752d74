package io.isequencer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LimitsTest {
    @Test
    void rangesAreThoseOfTheProtocol() {
        assertEquals(65_535, Limits.MAX_UINT16);
        assertEquals(Long.MAX_VALUE, Limits.MAX_NUMBER);
        assertEquals(Long.MAX_VALUE - 1, Limits.MAX_PLOG_OFFSET);
    }

    @Test
    void seqIdIs1To65535() {
        assertEquals(1, Limits.requireSeqId(1));
        assertEquals(65_535, Limits.requireSeqId(65_535));
        assertRefused("seqId must be 1..65535: seqId=0", () -> Limits.requireSeqId(0));
        assertRefused("seqId must be 1..65535: seqId=65536", () -> Limits.requireSeqId(65_536));
        assertRefused("seqId must be 1..65535: seqId=4294967297", () -> Limits.requireSeqId((1L << 32) + 1));
    }

    @Test
    void wsKindIs0To65535() {
        assertEquals(0, Limits.requireWsKind(0));
        assertEquals(65_535, Limits.requireWsKind(65_535));
        assertRefused("wsKind must be 0..65535: wsKind=-1", () -> Limits.requireWsKind(-1));
        assertRefused("wsKind must be 0..65535: wsKind=65536", () -> Limits.requireWsKind(65_536));
    }

    @Test
    void numberIsPositive() {
        assertEquals(1, Limits.requireNumber(1));
        assertEquals(Long.MAX_VALUE, Limits.requireNumber(Long.MAX_VALUE));
        assertRefused("number must be 1..9223372036854775807: number=0", () -> Limits.requireNumber(0));
    }

    @Test
    void plogOffsetLeavesRoomForTheCheckpointBehindIt() {
        assertEquals(1, Limits.requirePlogOffset(1));
        assertEquals(Long.MAX_VALUE - 1, Limits.requirePlogOffset(Long.MAX_VALUE - 1));
        assertRefused("plogOffset must be 1..9223372036854775806: plogOffset=0", () -> Limits.requirePlogOffset(0));
        assertRefused(
                "plogOffset must be 1..9223372036854775806: plogOffset=9223372036854775807",
                () -> Limits.requirePlogOffset(Long.MAX_VALUE));
    }

    @Test
    void atLeastIncludesItsMinimum() {
        assertEquals(3, Limits.requireAtLeast("n", 3, 3));
        assertRefused("n must be >= 3: n=2", () -> Limits.requireAtLeast("n", 3, 2));
    }

    private static void assertRefused(String message, Executable check) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, check).getMessage());
    }
}
