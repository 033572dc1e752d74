package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.cli.Cli;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.sequence.StreamStart.Mode;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is gone on with is the input that the log came from: no line of it may be another. */
class StreamStartTest {
    private static final String A = Cli.event("a", 7, "1");
    private static final String B = Cli.event("b", 7, "1");
    private static final String C = Cli.event("c", 7, "1");

    private final MemoryEventLog log = new MemoryEventLog();
    private final EventCommandParser parser = new EventCommandParser(SeqTypes.DEFAULT);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);

    @Test
    void aFilledLogIsContinuedOnlyWithResumeOrAppend() {
        number(Mode.NEW, "monday", A + B);
        CliException e = refused(ExitCode.USAGE, () -> number(Mode.NEW, "tuesday", C));
        assertEquals(
                "log must be empty, or --resume or --append be given: events=2; --resume continues the same input"
                        + " after line 2 of stream \"monday\", --append numbers a further input after these events",
                e.getMessage());
    }

    @Test
    void anEmptyLogTakesEachWay() {
        for (Mode mode : Mode.values()) {
            assertEquals("monday", StreamStart.of(log, mode, "monday", null, terminal).stream());
        }
    }

    @Test
    void theInputIsSkippedUpToTheLogsEnd() {
        number(Mode.NEW, "s", A + "\n" + B);
        assertEquals(List.of("c"), number(Mode.RESUME, "s", A + "\n" + B + C));
        assertEquals(List.of(), number(Mode.RESUME, "s", A + "\n" + B + C));
    }

    @Test
    void aLineFeedThatCameLaterMakesNoOtherInput() {
        number(Mode.NEW, "s", A + B.strip());
        assertEquals(List.of("c"), number(Mode.RESUME, "s", A + B + C));
    }

    @Test
    void aBadLineThatWasSkippedAndIsMendedNowWouldBeLost() {
        number(Mode.NEW, "s", A + "bad\n" + C);
        different(A + B + C, "a line of 2..3: input must be");
        assertEquals(List.of(), number(Mode.RESUME, "s", A + "bad\n" + C));
    }

    @Test
    void anotherLastLineIsAnotherInput() {
        number(Mode.NEW, "s", A + B);
        String message =
                different(A + C + B, "line 2: input must be the one that the log has numbered: digest in the log=");
        assertTrue(message.contains(", ref in the log=\"b\"; last line in the log=2 of stream \"s\""), message);
        different(A + Cli.event("b", 7, "1,2"), "line 2: input must be");
        different(A + Cli.event("b", 8, "1") + C, "line 2: input must be");
        different(A + "[]\n" + C, "line 2: input must be");
    }

    @Test
    void anEarlierLineThatWasEditedIsNamed() {
        number(Mode.NEW, "s", A + B + C);
        different(Cli.event("a", 7, "1,1") + B + C, "line 1: input must be");
        different(A + Cli.event("b", 7, "1,1") + C, "line 2: input must be");
        different(A + B.replace("\n", "\r\n") + C, "line 2: input must be");
        different(B + A + C, "line 1: input must be");
    }

    @Test
    void aLineThatWasPutInOrLeftOutIsNoticed() {
        number(Mode.NEW, "s", A + B + B + C);
        different(A + "\n" + B + B + C, "line 2: input must be");
        different(A + B + C + C, "line 3: input must be");
    }

    @Test
    void aLineThatWasTooLongToKeepCountsToo() {
        String tooLong = "x".repeat(LineReader.MAX_LINE_BYTES + 1);
        number(Mode.NEW, "s", tooLong + "\n" + A);
        assertEquals(List.of("b"), number(Mode.RESUME, "s", tooLong + "\n" + A + B));
        different("y" + tooLong.substring(1) + "\n" + A + B, "a line of 1..2: input must be");
    }

    @Test
    void aShorterInputIsAnotherInput() {
        number(Mode.NEW, "s", A + B);
        different(
                A,
                "input must reach the log's last line, is it the same input: last line in the log=2 of stream \"s\","
                        + " its ref=\"b\", lines of the input=1");
        different("", "input must reach the log's last line");
    }

    @Test
    void onlyTheLastStreamCanBeResumed() {
        number(Mode.NEW, "monday", A + B);
        assertEquals(List.of("c"), number(Mode.APPEND, "tuesday", C));
        assertEquals(List.of("a"), number(Mode.RESUME, "tuesday", C + A));
        different(A + B + C, "line 1: input must be");
        CliException e = refused(ExitCode.USAGE, () -> number(Mode.RESUME, "monday", A + B));
        assertEquals(
                "stream must be the log's last one to be resumed: stream=\"monday\", last stream=\"tuesday\"",
                e.getMessage());
    }

    @Test
    void theDifferenceIsLookedForInTheLastStreamAlone() {
        number(Mode.NEW, "monday", B + B + B);
        number(Mode.APPEND, "tuesday", A);
        number(Mode.APPEND, "monday", C + B + A);
        different(C + A + A, "line 2: input must be");
    }

    @Test
    void theLastStreamIsNotAppendedToItself() {
        number(Mode.NEW, "monday", A + B);
        CliException e = refused(ExitCode.USAGE, () -> number(Mode.APPEND, "monday", C));
        assertTrue(
                e.getMessage()
                        .startsWith("stream must be another than the log's last one to be appended: stream=\"monday\";"
                                + " --resume continues it after line 2"),
                e.getMessage());
    }

    @Test
    void stdinHasNoNameThatCouldTellOneFromTheNext() {
        number(Mode.NEW, null, A);
        assertEquals(List.of("a"), number(Mode.APPEND, null, A));
        assertEquals(List.of("b"), number(Mode.RESUME, null, A + B));
    }

    @Test
    void aFilesNameIsTheStreamsWhereverItLies() {
        for (String file : List.of("events.ndjson", "/some/where/events.ndjson", "../events.ndjson.gz")) {
            assertEquals("events.ndjson", StreamStart.of(log, Mode.NEW, null, Path.of(file), terminal).stream());
        }
        assertEquals(".gz", StreamStart.of(log, Mode.NEW, null, Path.of(".gz"), terminal).stream());
        number(Mode.NEW, "events.ndjson", A);
        refused(ExitCode.USAGE, () -> StreamStart.of(log, Mode.APPEND, null, Path.of("x/events.ndjson.gz"), terminal));
        // The log's name stays, whatever the file is called now.
        assertEquals("events.ndjson", StreamStart.of(log, Mode.RESUME, null, Path.of("other"), terminal).stream());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0085", "\uD83D"})
    void aNameIsPrintableText(String name) {
        CliException e = refused(ExitCode.USAGE, () -> number(Mode.NEW, name, A));
        assertTrue(e.getMessage().startsWith("stream must have 1..255 bytes of UTF-8"), e.getMessage());
    }

    @Test
    void aNameHasABoundInBytes() {
        number(Mode.NEW, "\u00e4".repeat(127) + "x", A);
        CliException e = refused(ExitCode.USAGE, () -> number(Mode.APPEND, "\u00e4".repeat(128), A));
        assertTrue(e.getMessage().endsWith(", bytes=256"), e.getMessage());
    }

    @Test
    void aLogOfAnotherProgramIsNotGoneOnWith() {
        log.append(LogEvent.builder(1, 1, 1).payload(new byte[] {9}).build());
        for (Mode mode : Mode.values()) {
            CliException e = refused(ExitCode.BAD_DATA, () -> number(mode, "s", A));
            assertEquals("payload must be one that sequence wrote: plogOffset=1, bytes=1", e.getMessage());
        }
    }

    /** Numbers what is not skipped, passing over bad lines, and gives the refs. */
    private List<String> number(Mode mode, String asked, String input) {
        StreamStart start = StreamStart.of(log, mode, asked, null, terminal);
        List<String> refs = new ArrayList<>();
        for (InputLine line : lines(input)) {
            if (!start.resume().skips(line, parser)) {
                append(start, line, refs);
            }
        }
        start.resume().requireFound();
        return refs;
    }

    private void append(StreamStart start, InputLine line, List<String> refs) {
        try {
            String ref = parser.parse(line.bytes()).ref();
            byte[] payload = new EventPayload(start.stream(), line.number(), line.digest(), ref).encode();
            log.append(LogEvent.builder(log.end(), 1, 7).payload(payload).build());
            refs.add(ref);
        } catch (BadLineException bad) {
            // Skipped.
        }
    }

    private static List<InputLine> lines(String input) {
        LineReader reader = LineReader.start(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<InputLine> all = new ArrayList<>();
        List<InputLine> lines = reader.take(() -> {});
        while (lines != null) {
            all.addAll(lines);
            lines = reader.take(() -> {});
        }
        return all;
    }

    private String different(String input, String message) {
        long end = log.end();
        CliException e = refused(ExitCode.BAD_DATA, () -> number(Mode.RESUME, null, input));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(end, log.end());
        return e.getMessage();
    }

    private static CliException refused(ExitCode exitCode, Runnable run) {
        CliException e = assertThrows(CliException.class, run::run);
        assertEquals(exitCode, e.exitCode());
        return e;
    }
}
