package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the bytes arrive, blocks are whole lines; a line of the limit goes by and a longer one does not. */
class LineBlocksTest {
    private static final int MAX = LineBlocks.MAX_LINE_BYTES;

    /** Two short lines, then one of so many bytes, then some more. */
    private static byte[] withLineOf(int bytes, String behind) {
        return ("ab\n\n" + "x".repeat(bytes) + behind).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] read(byte[] text, int chunk) throws IOException {
        return read(text, new Chunks(text, chunk));
    }

    private static byte[] read(byte[] text, InputStream in) throws IOException {
        try (LineBlocks blocks = new LineBlocks(in)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            long line = 1;
            while (blocks.next()) {
                assertEquals(line, blocks.firstLine());
                all.write(blocks.bytes(), 0, blocks.end());
                line += blocks.lineFeeds(0, blocks.end());
                boolean whole = blocks.bytes()[blocks.end() - 1] == '\n';
                assertTrue(whole || all.size() == text.length, "a block ends with a line");
                assertEquals(!whole, blocks.endsOpen());
            }
            assertFalse(blocks.next());
            assertFalse(blocks.endsOpen());
            return all.toByteArray();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4_096, 250_000, 2_000_000})
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void smallPiecesMakeWholeLines(int chunk) throws IOException {
        for (String text : new String[] {"", "a", "\n", "a\n", "a\nb", "\n\na\n\nbcd\nef", "ab\r\ncd\r\n"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertArrayEquals(bytes, read(bytes, chunk));
        }
    }

    @Test
    void theLengthsOfLinesDoNotAddUp() throws IOException {
        byte[] text = ("x".repeat(MAX / 2) + "\n").repeat(5).getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(text, read(text, 4_000));
        assertArrayEquals(text, read(text, MAX));
    }

    @Test
    void aLongLineThatNeverEndsIsRefusedBeforeItIsRead() {
        ByteArrayInputStream endless = new ByteArrayInputStream(new byte[4 * MAX]);
        LineBlocks blocks = new LineBlocks(endless);
        assertThrows(BadHistoryException.class, blocks::next);
        assertTrue(endless.readAllBytes().length > 2 * MAX, "the rest was not read");
    }

    @Test
    void aReadThatGivesNothingIsNotTheEnd() throws IOException {
        byte[] text = "ab\ncd\nef".getBytes(StandardCharsets.US_ASCII);
        InputStream hesitant = new ByteArrayInputStream(text) {
            private boolean ready = true;

            @Override
            public synchronized int read(byte[] into, int from, int length) {
                ready = !ready;
                return ready ? super.read(into, from, 4) : 0;
            }
        };
        assertArrayEquals(text, read(text, hesitant));
    }

    @Test
    void memoryGrowsOnlyWhenTheNextReadDoesNotFit() throws IOException {
        String line = "x".repeat(2 * LineBlocks.READ_BYTES - 1) + "\n";
        LineBlocks blocks = new LineBlocks(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII)));
        assertTrue(blocks.next());
        assertEquals(line.length(), blocks.end());
        assertEquals(line.length(), blocks.bytes().length);
    }

    @Test
    void linesAreFoundInABlock() throws IOException {
        LineBlocks blocks = new LineBlocks(new ByteArrayInputStream("a\nbc\nd\n".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(blocks.next());
        assertEquals(1, blocks.lineEnd(0));
        assertEquals(4, blocks.lineEnd(2));
        assertEquals(7, blocks.lineEnd(7));
        assertEquals(2, blocks.lineFeeds(0, 5));
        assertEquals(1, blocks.lineFeeds(2, 5));
    }

    /** At most so many bytes at once. */
    private static final class Chunks extends ByteArrayInputStream {
        private final int most;

        Chunks(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, most));
        }
    }
}
