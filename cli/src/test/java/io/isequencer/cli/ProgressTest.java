package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    @Test
    @Timeout(300)
    void tellsHowFarRecoveryIs() {
        Progress progress = progress(true, 0);
        while (err.size() == 0) {
            progress.recovering(5, 9);
        }
        assertTrue(err.toString(StandardCharsets.UTF_8).endsWith("recovering: read to offset 5 of 9"));
        progress.erase();
        assertTrue(err.toString(StandardCharsets.UTF_8).endsWith("\u001b[K"));
    }

    private Progress progress(boolean watched, long inputBytes) {
        PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(
                new Terminal(
                        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), errText, false, watched),
                inputBytes);
    }
}
