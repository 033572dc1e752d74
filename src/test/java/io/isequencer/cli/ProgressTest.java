package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tellsRateAndTimeLeft() {
        assertEquals(
                "3000 events, 1500 events/s, 25 %, ETA 0:06",
                progress(true, 400).text(3000, 100, 2));
        assertEquals(
                "90 events, 1 events/s, 50 %, ETA 1:30", progress(true, 200).text(90, 100, 90));
    }

    @Test
    void hasNoEtaWithoutAKnownSize() {
        assertEquals("3000 events, 1500 events/s", progress(true, 0).text(3000, 100, 2));
    }

    @Test
    void isSilentIfNobodyWatches() {
        Progress progress = progress(false, 100);
        progress.show(1, 1);
        progress.erase();
        assertEquals(0, err.size());
    }

    private Progress progress(boolean watched, long inputBytes) {
        PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(
                new Terminal(
                        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), errText, false, watched),
                inputBytes);
    }
}
