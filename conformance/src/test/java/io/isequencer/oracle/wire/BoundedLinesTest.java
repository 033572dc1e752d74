package io.isequencer.oracle.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedLinesTest {
    private static final int MAX = BoundedLines.MAX_LINE_BYTES;

    @Test
    void theLastLineNeedsNoLineFeed() throws IOException {
        assertEquals(List.of("a", "", "b"), read("a\n\nb"));
        assertEquals(List.of("a", "b"), read("a\nb\n"));
        assertEquals(List.of(), read(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MAX - 2, MAX - 1})
    void aLineOfAtMostTheBoundIsKept(int length) throws IOException {
        String line = "x".repeat(length);
        assertEquals(List.of("before", line, "behind"), read("before\n" + line + "\nbehind\n"));
        assertEquals(List.of(line), read(line));
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX, MAX + 1, 3 * MAX})
    void aLongerOneIsReportedOnceAndSkipped(int length) throws IOException {
        String line = "x".repeat(length);
        assertEquals(List.of("before", "TOO LONG", "behind"), read("before\n" + line + "\nbehind\n"));
        assertEquals(List.of("TOO LONG"), read(line));
        assertEquals(List.of("TOO LONG", "TOO LONG", ""), read(line + "\n" + line + "\n\n"));
    }

    @Test
    void anEndlessLineIsReportedAtOnce() throws IOException {
        int[] given = {0};
        BoundedLines lines = new BoundedLines(new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                given[0] += length;
                return length;
            }
        });
        assertTrue(lines.next().tooLong());
        assertTrue(given[0] < 2 * MAX, "bytes: " + given[0]);
    }

    @Test
    void whatIsNotUtf8IsDecodedAsFarAsItCanBe() throws IOException {
        BoundedLines lines = new BoundedLines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, 'b', '\n', 'c'}));
        BoundedLines.Line line = lines.next();
        assertFalse(line.utf8());
        assertEquals("a\ufffdb", line.text());
        assertTrue(lines.next().utf8());
    }

    @Test
    void aLineThatHasNotEndedIsShown() throws IOException {
        byte[] came = ("whole\n" + "\u0001" + "y".repeat(99)).getBytes(StandardCharsets.UTF_8);
        List<BoundedLines.Unfinished> seen = new ArrayList<>();
        BoundedLines[] lines = new BoundedLines[1];
        lines[0] = new BoundedLines(new ByteArrayInputStream(came) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                seen.add(lines[0].unfinished());
                return super.read(bytes, from, length);
            }
        });
        assertEquals("whole", lines[0].next().text());
        assertEquals(100, lines[0].next().text().length());
        assertNull(lines[0].next());
        BoundedLines.Unfinished begun = new BoundedLines.Unfinished(100, "\\x01" + "y".repeat(79));
        assertEquals(List.of(BoundedLines.Unfinished.NOTHING, begun, BoundedLines.Unfinished.NOTHING), seen);
    }

    private static List<String> read(String text) throws IOException {
        List<String> read = new ArrayList<>();
        try (BoundedLines lines = new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
                read.add(line.tooLong() ? "TOO LONG" : line.text());
            }
        }
        return read;
    }
}
