package io.isequencer.oracle.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is out of range breaks R17, and a counter that has wrapped is told so. */
class GivenOutTest {
    private static final long MAX = Long.MAX_VALUE;

    @Test
    void whatIsInRangeIsRead() {
        assertEquals(1, GivenOut.number("number", "1", MAX));
        assertEquals(MAX, GivenOut.number("number", "9223372036854775807", MAX));
        assertEquals(-1, GivenOut.number("number", "18446744073709551615", -1));
        assertEquals(1, GivenOut.plogOffset("plogOffset", "1", MAX - 1));
        assertEquals(MAX - 1, GivenOut.plogOffset("plogOffset", "9223372036854775806", MAX - 1));
        assertEquals(0, GivenOut.unsigned("wsId", "0"));
        assertEquals(-1, GivenOut.unsigned("wsId", "18446744073709551615"));
    }

    @Test
    void aNumberBelowTheFirstOrAboveTheLastIsNone() {
        outOfRange("R17", "number is 1..9223372036854775807", "number=0", () -> GivenOut.number("number", "0", MAX));
        outOfRange(
                "R17",
                "number is 1..9223372036854775807",
                "number=9223372036854775808",
                () -> GivenOut.number("number", "9223372036854775808", MAX));
        outOfRange("R17", "number is 1..41", "number=42", () -> GivenOut.number("number", "42", 41));
    }

    @Test
    void aCounterWithASignWrapsToTheSmallestNumber() {
        outOfRange(
                "R17",
                "number is 1..9223372036854775807",
                "number=-9223372036854775808, which is 9223372036854775808 in a signed 64-bit integer: it has wrapped",
                () -> GivenOut.number("number", "-9223372036854775808", MAX));
        outOfRange(
                "R17",
                "number is 1..9223372036854775807",
                "number=-9223372036854775809",
                () -> GivenOut.number("number", "-9223372036854775809", MAX));
    }

    @Test
    void offsetZeroDoesNotExist() {
        outOfRange(
                "R16",
                "plogOffset is 1..9223372036854775806",
                "plogOffset=0",
                () -> GivenOut.plogOffset("plogOffset", "0", MAX - 1));
        outOfRange(
                "R17",
                "plogOffset is 1..9223372036854775806",
                "plogOffset=9223372036854775807",
                () -> GivenOut.plogOffset("plogOffset", "9223372036854775807", MAX - 1));
    }

    @Test
    void aWorkspaceHasNoSign() {
        outOfRange(
                "R17",
                "wsId is 0..18446744073709551615",
                "wsId=-1, which is 18446744073709551615 in a signed 64-bit integer: it has wrapped",
                () -> GivenOut.unsigned("wsId", "-1"));
        outOfRange(
                "R17",
                "wsId is 0..18446744073709551615",
                "wsId=18446744073709551616",
                () -> GivenOut.unsigned("wsId", "18446744073709551616"));
    }

    private static void outOfRange(String rule, String allowed, String got, Executable read) {
        VerdictException end = assertThrows(VerdictException.class, read);
        assertEquals(Verdict.FAIL, end.verdict());
        assertEquals(new Finding("InRange", rule, allowed, got), end.finding());
    }
}
