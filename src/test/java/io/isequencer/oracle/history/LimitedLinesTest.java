package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the bytes are read, a line of the limit goes by and a longer one does not. */
class LimitedLinesTest {
    private static final int MAX = LimitedLines.MAX_LINE_BYTES;

    /** Two short lines, then one of so many bytes, then some more. */
    private static byte[] withLineOf(int bytes, String behind) {
        return ("ab\n\n" + "x".repeat(bytes) + behind).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] read(byte[] text, int chunk) throws IOException {
        try (LimitedLines lines = new LimitedLines(new ByteArrayInputStream(text))) {
            byte[] bytes = new byte[text.length + chunk];
            int size = 0;
            int read = lines.read(bytes, size, chunk);
            while (read > 0) {
                size += read;
                read = lines.read(bytes, size, chunk);
            }
            assertEquals(-1, read);
            return Arrays.copyOf(bytes, size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_096, 2_000_000})
    void aLineOfTheLimitGoesByAndALongerOneIsNamed(int chunk) throws IOException {
        for (String behind : new String[] {"", "\n", "\nab\n" + "y".repeat(MAX)}) {
            byte[] text = withLineOf(MAX, behind);
            assertArrayEquals(text, read(text, chunk));
            BadHistoryException refusal =
                    assertThrows(BadHistoryException.class, () -> read(withLineOf(MAX + 1, behind), chunk));
            assertEquals(3, refusal.line());
            assertEquals("a line must be at most 1048576 bytes: size>1048576", refusal.getMessage());
        }
    }

    @Test
    void theLengthsOfLinesDoNotAddUp() throws IOException {
        byte[] text = ("x".repeat(MAX / 2) + "\n").repeat(5).getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(text, read(text, 1_000));
        assertArrayEquals(text, read(text, MAX));
    }

    @Test
    void aLongLineThatNeverEndsIsRefusedBeforeItIsRead() {
        ByteArrayInputStream endless = new ByteArrayInputStream(new byte[MAX * 2]);
        LimitedLines lines = new LimitedLines(endless);
        byte[] chunk = new byte[4_096];
        assertThrows(BadHistoryException.class, () -> {
            while (lines.read(chunk, 0, chunk.length) > 0) {
                assertEquals(0, chunk[0]);
            }
        });
        assertEquals(MAX - 4_096, endless.available());
    }

    @Test
    void bytesAreReadOneByOneToo() throws IOException {
        try (LimitedLines lines = new LimitedLines(new ByteArrayInputStream(new byte[] {0, '\n', (byte) 0xff}))) {
            assertEquals(0, lines.read());
            assertEquals('\n', lines.read());
            assertEquals(255, lines.read());
            assertEquals(-1, lines.read());
        }
    }
}
