package io.isequencer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ValuesTest {
    @Test
    void busyCodesAreNegativeAndRoundTrip() {
        assertEquals(-1, Busy.ACTUALIZING.code());
        assertEquals(-2, Busy.BACK_PRESSURE.code());
        for (Busy busy : Busy.values()) {
            assertTrue(Busy.isBusy(busy.code()));
            assertSame(busy, Busy.of(busy.code()));
        }
        assertFalse(Busy.isBusy(0));
        assertFalse(Busy.isBusy(1));
    }

    @Test
    void anOffsetIsNoBusyCode() {
        assertRefused("startResult must be a busy code: startResult=1", () -> Busy.of(1));
        assertRefused("startResult must be a busy code: startResult=-3", () -> Busy.of(-3));
    }

    @Test
    void aKeyShowsItsWorkspaceUnsigned() {
        assertEquals("18446744073709551615/2", new NumberKey(-1, 2).toString());
        assertEquals("0/65535", new NumberKey(0, 65_535).toString());
        assertRefused("seqId must be 1..65535: seqId=0", () -> new NumberKey(1, 0));
    }

    @Test
    void aStorageFailureSaysWhetherItIsDefinite() {
        Exception cause = new Exception();
        assertTrue(new StorageException("m", true).definite());
        assertFalse(new StorageException("m", false).definite());
        assertTrue(new StorageException("m", true, cause).definite());
        assertFalse(new StorageException("m", false, cause).definite());
        assertSame(cause, new StorageException("m", false, cause).getCause());
        assertEquals("m", new StorageException("m", false, cause).getMessage());
        assertEquals("m", new StorageException("m", false).getMessage());
    }

    @Test
    void exceptionsKeepTheirMessage() {
        assertEquals("m", new CallOrderException("m").getMessage());
        assertEquals("m", new SequenceExhaustedException("m").getMessage());
        assertEquals("m", new SequencerClosedException("m").getMessage());
        assertEquals("m", new UnknownSequenceException("m").getMessage());
    }

    @Test
    void aBusySequencerSaysWhatKeepsItBusy() {
        SequencerBusyException idle = new SequencerBusyException(Busy.ACTUALIZING);
        assertEquals("sequencer must be ready: busy=ACTUALIZING", idle.getMessage());
        assertNull(idle.getCause());
        StorageException failure = new StorageException("m", true);
        SequencerBusyException failing = new SequencerBusyException(Busy.BACK_PRESSURE, failure);
        assertEquals("sequencer must be ready: busy=BACK_PRESSURE, cause=" + failure, failing.getMessage());
        assertSame(failure, failing.getCause());
        assertSame(Busy.BACK_PRESSURE, failing.reason());
    }

    @Test
    void paramsHaveDefaults() {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        assertEquals(new SequencerParams(SeqTypes.DEFAULT, 500, 100_000, 500, 10_000), params);
    }

    @Test
    void eachParamCanBeReplacedAlone() {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        assertEquals(new SequencerParams(SeqTypes.DEFAULT, 7, 100_000, 500, 10_000), params.withMaxUnflushedValues(7));
        assertEquals(new SequencerParams(SeqTypes.DEFAULT, 500, 7, 500, 10_000), params.withCacheSize(7));
        assertEquals(new SequencerParams(SeqTypes.DEFAULT, 500, 100_000, 7, 10_000), params.withRetryDelayMs(7));
        assertEquals(new SequencerParams(SeqTypes.DEFAULT, 500, 100_000, 500, 7), params.withCloseTimeoutMs(7));
        SeqTypes others = SeqTypes.builder().add(5, 6, 7).build();
        assertEquals(new SequencerParams(others, 500, 100_000, 500, 10_000), params.withSeqTypes(others));
    }

    @Test
    void paramsAreChecked() {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        assertRefused("maxUnflushedValues must be >= 1: maxUnflushedValues=0", () -> params.withMaxUnflushedValues(0));
        assertRefused("cacheSize must be >= 1: cacheSize=0", () -> params.withCacheSize(0));
        assertRefused("retryDelayMs must be >= 0: retryDelayMs=-1", () -> params.withRetryDelayMs(-1));
        assertRefused("closeTimeoutMs must be >= 0: closeTimeoutMs=-1", () -> params.withCloseTimeoutMs(-1));
        assertEquals(0, params.withRetryDelayMs(0).retryDelayMs());
        assertEquals(0, params.withCloseTimeoutMs(0).closeTimeoutMs());
        assertEquals(
                "seqTypes",
                assertThrows(NullPointerException.class, () -> SequencerParams.of(null))
                        .getMessage());
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
