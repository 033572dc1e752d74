package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineReaderTest {
    @Test
    void splitsLinesAndCountsThem() {
        List<InputLine> lines = all(reader("a\n\nlonger\r\nlast"));
        assertEquals(
                List.of("a", "", "longer\r", "last"),
                lines.stream().map(LineReaderTest::text).toList());
        assertEquals(
                List.of(1L, 2L, 3L, 4L), lines.stream().map(InputLine::number).toList());
    }

    @Test
    void anEmptyInputHasNoLines() {
        assertTrue(all(reader("")).isEmpty());
    }

    @Test
    void aLineMayBeAsLongAsTheLimit() {
        String longest = "x".repeat(LineReader.MAX_LINE_BYTES);
        List<InputLine> lines = all(reader(longest + "\n" + longest + "y\nz\n" + longest + "y"));
        assertEquals(
                List.of(false, true, false, true),
                lines.stream().map(InputLine::tooLong).toList());
        assertEquals(longest, text(lines.get(0)));
        assertEquals(0, lines.get(1).bytes().length);
        assertEquals("z", text(lines.get(2)));
    }

    @Test
    void linesLongerThanAChunkAreJoined() {
        String line = "0123456789".repeat(20_000);
        List<InputLine> lines = all(reader(line + "\n" + line));
        assertEquals(
                List.of(line, line), lines.stream().map(LineReaderTest::text).toList());
    }

    @Test
    void aBusyInputIsReadToItsEndThoughTheQueueIsBounded() {
        String input = "line\n".repeat(LineReader.CHUNK_BYTES);
        assertEquals(LineReader.CHUNK_BYTES, all(reader(input)).size());
    }

    @Test
    void tellsBeforeItWaits() throws IOException {
        try (PipedOutputStream feed = new PipedOutputStream()) {
            LineReader reader = LineReader.start(new PipedInputStream(feed));
            List<InputLine> lines = reader.take(() -> write(feed, "a\nb\nhalf"));
            assertEquals(
                    List.of("a", "b"), lines.stream().map(LineReaderTest::text).toList());
            lines = reader.take(() -> write(feed, " done\n"));
            assertEquals("half done", text(lines.get(0)));
            reader.stop();
        }
    }

    @Test
    void stopWakesTheConsumer() throws IOException {
        try (PipedOutputStream feed = new PipedOutputStream()) {
            LineReader reader = LineReader.start(new PipedInputStream(feed));
            assertNull(reader.take(reader::stop));
            assertTrue(reader.stopped());
        }
    }

    @Test
    @Timeout(300)
    void anErrorOfTheReadingThreadIsTheConsumers() {
        for (Error error : List.of(new OutOfMemoryError("planned"), new StackOverflowError("planned"))) {
            LineReader reader = LineReader.start(new InputStream() {
                @Override
                public int read() {
                    throw error;
                }
            });
            assertSame(error, assertThrows(Error.class, () -> reader.take(() -> {})));
        }
    }

    @Test
    void aFailedReadComesAfterTheLinesBefore() {
        InputStream failing = new InputStream() {
            private boolean first = true;

            @Override
            public int read() {
                throw new AssertionError("not used");
            }

            @Override
            public int read(byte[] target) throws IOException {
                if (!first) {
                    throw new IOException("disk on fire");
                }
                first = false;
                target[0] = 'a';
                target[1] = '\n';
                return 2;
            }
        };
        LineReader reader = LineReader.start(failing);
        assertEquals(1, reader.take(() -> {}).size());
        CliException e = assertThrows(CliException.class, () -> reader.take(() -> {}));
        assertEquals(ExitCode.MISSING_FILE, e.exitCode());
        assertEquals("input must be readable: reason=disk on fire", e.getMessage());
    }

    private static LineReader reader(String input) {
        return LineReader.start(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<InputLine> all(LineReader reader) {
        List<InputLine> all = new ArrayList<>();
        List<InputLine> lines = reader.take(() -> {});
        while (lines != null) {
            all.addAll(lines);
            lines = reader.take(() -> {});
        }
        return all;
    }

    private static String text(InputLine line) {
        return new String(line.bytes(), StandardCharsets.UTF_8);
    }

    private static void write(PipedOutputStream feed, String text) {
        try {
            feed.write(text.getBytes(StandardCharsets.UTF_8));
            feed.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
