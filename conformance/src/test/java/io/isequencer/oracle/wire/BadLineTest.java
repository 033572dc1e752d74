package io.isequencer.oracle.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What authors of adapters get wrong with their first line, and what they are told. */
class BadLineTest {
    private static final String MESSAGE = "{\"re\":1}";

    @Test
    void aGreeting() {
        assertEquals(
                "a line that is no message; standard output is for messages alone, standard error for all else:"
                        + " line=Starting sequencer",
                trouble("Starting sequencer"));
    }

    @Test
    void aByteOrderMark() {
        assertEquals(
                "a line that begins with a byte order mark; write UTF-8 without one: line=\\ufeff{\"re\":1}",
                trouble("\ufeff" + MESSAGE));
    }

    @Test
    void anotherEncoding() {
        String utf16 = new String(MESSAGE.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_8);
        assertEquals(
                "a line in UTF-16 or UTF-32; write UTF-8: line={\\u0000\"\\u0000r\\u0000e\\u0000\"\\u0000:\\u00001\\u0000}\\u0000",
                trouble(utf16));
    }

    @Test
    void aZeroByteAtTheEnd() {
        assertEquals("a line with a zero byte: line={\"re\":1}\\u0000", trouble(MESSAGE + '\0'));
    }

    @Test
    void nothing() {
        assertEquals("an empty line", trouble(""));
        assertEquals("an empty line", trouble(" \r"));
    }

    @Test
    void anObjectOverSeveralLines() {
        String problem = "Unexpected end-of-input: expected close marker for Object";
        assertEquals(
                "a line that ends before its object does; write each object on one line: line={",
                BadLine.trouble("{", problem));
    }

    @Test
    void whatElseTheParserSays() {
        assertEquals(
                "Duplicate field 're': line={\"re\":1,\"re\":1}",
                BadLine.trouble("{\"re\":1,\"re\":1}", "Duplicate field 're'"));
    }

    @Test
    void whatIsShownIsShort() {
        assertEquals(
                "a line that is no message; standard output is for messages alone, standard error for all else: line="
                        + "x".repeat(80) + "…",
                trouble("x".repeat(81)));
    }

    @Test
    void bytesOfNoKnownEncodingAreShownAsTheyAre() {
        assertEquals("\\xff\\xfe{\\x00~\\x7f", Escaped.bytes(new byte[] {-1, -2, '{', 0, '~', 0x7f}));
    }

    private static String trouble(String line) {
        return BadLine.trouble(line, "a problem");
    }
}
