package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import org.junit.jupiter.api.Test;

/** How exactly a difference is placed. */
class DigestSamplesTest {
    private final MemoryEventLog log = new MemoryEventLog();
    private EventPayload last;

    @Test
    void exactlyUpToTheLimit() {
        fill(DigestSamples.MAX);
        assertDifference(DigestSamples.MAX, 4_711, 4_711, 4_711);
        assertDifference(DigestSamples.MAX, 1, 1, 1);
        assertDifference(DigestSamples.MAX, DigestSamples.MAX, DigestSamples.MAX, DigestSamples.MAX);
    }

    @Test
    void toARangeOfLinesBeyondIt() {
        int lines = DigestSamples.MAX + 1;
        fill(lines);
        assertDifference(lines, 4_711, 4_711, 4_712);
        assertDifference(lines, 1, 1, 2);
        // The last line is compared anyway.
        assertDifference(lines, lines, lines, lines);
    }

    @Test
    void toWiderRangesInLongerInputs() {
        int lines = 5 * DigestSamples.MAX + 3;
        fill(lines);
        assertDifference(lines, 801, 801, 808);
        assertDifference(lines, 808, 801, 808);
        assertDifference(lines, 809, 809, 816);
    }

    /** Every line an event; its digest is its number. */
    private void fill(int lines) {
        for (int line = 1; line <= lines; line++) {
            last = new EventPayload("s", line, line, "r");
            log.append(LogEvent.builder(line, 1, 1).payload(last.encode()).build());
        }
    }

    private void assertDifference(int lines, int changed, int from, int to) {
        DigestSamples samples = new DigestSamples();
        for (int line = 1; line <= lines; line++) {
            samples.add(line, digest(line, changed));
        }
        assertEquals(lines, samples.lines());
        DigestSamples.Difference difference = samples.firstDifference(log, last, digest(lines, changed));
        assertEquals(from, difference.from());
        assertEquals(to, difference.expected().line());
        assertEquals(-to, difference.found());
    }

    private static long digest(int line, int changed) {
        return line < changed ? line : -line;
    }
}
