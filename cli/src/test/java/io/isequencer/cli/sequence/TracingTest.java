package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the lines of a run come into its files. */
@Tag("lengthy")
@Timeout(300)
class TracingTest {
    private final MemoryEventLog log = new MemoryEventLog();

    @TempDir
    private Path temp;

    @Test
    void theHistoryTellsOfNoAppendThatTheLogCouldLose() {
        Path file = temp.resolve("history");
        Tracing tracing = new Tracing(null, file, false);
        with(tracing, sequencer -> {
            int events = 0;
            // More than a recording that does not hold would keep.
            while (events * 100 < 2 * Recording.MUCH) {
                append(sequencer, tracing);
                events++;
            }
            assertFalse(read(file).contains("append"));
            tracing.log().sync(log.end());
            assertFalse(read(file).contains("append"));
            tracing.durable(log.end());
            assertEquals(events, read(file).split("\"append\"", -1).length - 1);
            // The flusher, in its own thread, may have written since.
            assertTrue(read(file).contains("\n{\"e\":\"synced\",\"p\":\"" + log.end() + "\"}\n"));
        });
        assertTrue(read(file).endsWith("{\"e\":\"close\",\"o\":1}\n"));
    }

    @Test
    void theTraceMayBeAhead() {
        Path file = temp.resolve("trace");
        Tracing tracing = new Tracing(file, null, false);
        with(tracing, sequencer -> {
            while (!read(file).contains("AppendOk")) {
                append(sequencer, tracing);
            }
        });
    }

    @Test
    void aRunWithoutFilesAsksForNothing() {
        Tracing tracing = new Tracing(null, null, false);
        with(tracing, sequencer -> {
            append(sequencer, tracing);
            assertFalse(tracing.full());
            tracing.durable(2);
        });
        assertEquals(2, log.end());
    }

    private void with(Tracing tracing, Tracing.Work work) {
        try (SequencerRuntime runtime = SequencerRuntime.create();
                MemoryStorage storage = new MemoryStorage()) {
            tracing.with(runtime, SequencerParams.of(SeqTypes.DEFAULT), storage, log, work);
        }
    }

    private static void append(Sequencer sequencer, Tracing tracing) {
        long plogOffset = sequencer.start(1, 7);
        while (Busy.isBusy(plogOffset)) {
            awaitReady(sequencer);
            plogOffset = sequencer.start(1, 7);
        }
        tracing.log()
                .append(LogEvent.builder(plogOffset, 1, 7)
                        .add(1, sequencer.next(1))
                        .build());
        sequencer.flush();
    }

    private static void awaitReady(Sequencer sequencer) {
        try {
            sequencer.awaitReady(1_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
