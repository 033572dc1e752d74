package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.junit.jupiter.api.Test;

/** What is recorded comes into the file at the right time, or is said to be missing. */
class RecordingTest {
    private final Disk disk = new Disk();
    private final Recording recording = new Recording(disk);

    @Test
    void whatIsHeldComesWithTheFlushAlone() {
        recording.hold();
        recording.write("x".repeat(3 * Recording.MUCH));
        recording.write('y');
        assertEquals("", disk.text.toString());
        recording.flush();
        assertEquals(3 * Recording.MUCH + 1, disk.text.length());
        assertEquals(1, disk.flushes);
    }

    @Test
    void whatIsNotHeldIsGivenAwayWhenItIsMuch() throws IOException {
        recording.write("x".repeat(Recording.MUCH - 1));
        assertEquals("", disk.text.toString());
        recording.write(new char[] {'a', 'y', 'b'}, 1, 1);
        assertEquals("x".repeat(Recording.MUCH - 1) + "y", disk.text.toString());
        assertEquals(0, disk.flushes);
    }

    @Test
    void whatIsHeldAsksForAFlushBeforeItFillsTheMemory() {
        recording.hold();
        recording.write("x".repeat(16 * Recording.MUCH - 1));
        assertFalse(recording.full());
        recording.write("x");
        assertTrue(recording.full());
        recording.flush();
        assertFalse(recording.full());
    }

    @Test
    void aStepThatIsRecordedNeverFails() {
        disk.broken = true;
        recording.write("x".repeat(2 * Recording.MUCH));
        recording.write("y");
        assertThrows(UncheckedIOException.class, recording::flush);
    }

    @Test
    void afterAFailureNothingIsWrittenThatWouldStandBehindAGap() {
        disk.broken = true;
        recording.write("lost");
        UncheckedIOException first = assertThrows(UncheckedIOException.class, recording::flush);
        recording.write("more");
        UncheckedIOException second = assertThrows(UncheckedIOException.class, recording::flush);
        // Each has an exception of its own, or one could not be suppressed by the other.
        assertNotSame(first, second);
        assertThrows(UncheckedIOException.class, recording::close);
        assertTrue(disk.closed);
        assertEquals("", disk.text.toString());
        recording.close();
    }

    @Test
    void theEndOfTheFileComesWithTheClose() {
        recording.hold();
        recording.write("end");
        recording.close();
        recording.close();
        assertEquals("end", disk.text.toString());
        assertTrue(disk.closed);
    }

    /** Once broken it stays so, as a file of the command line does. */
    private static final class Disk extends Writer {
        private final StringBuilder text = new StringBuilder();
        private boolean broken;
        private boolean closed;
        private int flushes;

        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            fail();
            text.append(characters, from, length);
        }

        @Override
        public void flush() throws IOException {
            fail();
            flushes++;
        }

        @Override
        public void close() {
            closed = true;
        }

        private void fail() throws IOException {
            if (broken) {
                throw new IOException("No space left on device");
            }
        }
    }
}
