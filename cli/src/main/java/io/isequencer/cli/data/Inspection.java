package io.isequencer.cli.data;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.cli.sequence.EventPayload;
import io.isequencer.cli.sequence.StreamStart;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.mapdb.NumbersView;
import io.isequencer.storage.segment.SegmentLogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What {@code inspect} found. What could not be looked at is null, never 0.
 *
 * <ul>
 *   <li><i>Units:</i> sizes in bytes.
 * </ul>
 *
 * @param last where the log's last event came from; null if there is none, or it is not from {@code sequence}
 * @param checkpoint 0 if the numbers have none; null if they belong to a process that works with them
 * @param lag how many events the next start reads again; null if that cannot be told: nobody knows the checkpoint, or
 *     there will be no start with these numbers
 * @param state whether the numbers file can be used, in words
 * @param numbersBytes null if there is no such file
 * @param values the stored numbers, by workspace and sequence; null if they belong to a process that works with them
 */
record Inspection(
        Path data,
        long logEnd,
        EventPayload last,
        Long checkpoint,
        Long lag,
        String state,
        long plogBytes,
        Long numbersBytes,
        List<NumbersView.Value> values) {
    private static final String UNKNOWN = "unknown while another process works with the directory";

    /** Of a directory that another process works with: the numbers are its own. */
    static Inspection inUse(PartitionDirectory directory, SegmentLogReader log) {
        return new Inspection(
                directory.path(),
                log.end(),
                last(log),
                null,
                null,
                "in use",
                plogBytes(directory),
                numbersBytes(directory),
                null);
    }

    /** The caller holds the directory's lock. */
    static Inspection of(PartitionDirectory directory, SegmentLogReader log) {
        long plogBytes = plogBytes(directory);
        Long numbersBytes = numbersBytes(directory);
        NumbersView view = directory.readNumbers(log);
        return new Inspection(
                directory.path(),
                log.end(),
                last(log),
                view.checkpoint(),
                lag(view, log),
                text(view.state()),
                plogBytes,
                numbersBytes,
                view.values());
    }

    static EventPayload last(EventLog log) {
        try {
            return StreamStart.last(log);
        } catch (CliException notOurs) {
            return null;
        }
    }

    /** Dropped events are not read again: the log's base has their numbers. */
    private static Long lag(NumbersView view, SegmentLogReader log) {
        return view.state() == NumbersView.State.OF_ANOTHER_LOG
                ? null
                : Long.valueOf(Math.max(0, log.end() - Math.max(view.checkpoint(), log.begin())));
    }

    private static String text(NumbersView.State state) {
        return switch (state) {
            case USABLE -> "usable";
            case MISSING -> "missing";
            case NOT_CLOSED -> "not closed properly";
            case DAMAGED -> "damaged";
            case OF_ANOTHER_LOG -> "of another log";
        };
    }

    void appendJson(ByteText text) {
        text.string("{\"data\":\"").jsonEscaped(data.toString().getBytes(StandardCharsets.UTF_8), 0);
        text.string("\",\"logEnd\":\"").unsigned(logEnd);
        text.string("\",\"last\":");
        appendLastJson(text, last);
        text.string(",\"checkpoint\":").string(json(checkpoint));
        text.string(",\"lag\":").string(json(lag));
        text.string(",\"numbersFile\":\"").string(state);
        text.string("\",\"plogBytes\":\"").unsigned(plogBytes);
        text.string("\",\"numbersBytes\":").string(json(numbersBytes));
        text.string(",\"numbers\":");
        if (values == null) {
            text.string("null}\n");
            return;
        }
        appendNumbersJson(text, values);
    }

    static void appendNumbersJson(ByteText text, List<NumbersView.Value> values) {
        String separator = "[";
        for (NumbersView.Value value : values) {
            text.string(separator).string("{\"wsId\":\"").unsigned(value.wsId());
            text.string("\",\"seqId\":").unsigned(value.seqId());
            text.string(",\"number\":\"").unsigned(value.number()).string("\"}");
            separator = ",";
        }
        text.string(values.isEmpty() ? "[]}\n" : "]}\n");
    }

    static void appendLastJson(ByteText text, EventPayload last) {
        if (last == null) {
            text.string("null");
            return;
        }
        text.string("{\"stream\":");
        if (last.stream() == null) {
            text.string("null");
        } else {
            text.string("\"")
                    .jsonEscaped(last.stream().getBytes(StandardCharsets.UTF_8), 0)
                    .string("\"");
        }
        text.string(",\"line\":\"").unsigned(last.line()).string("\"}");
    }

    private static String json(Long value) {
        return value == null ? "null" : "\"" + value + "\"";
    }

    void appendText(ByteText text) {
        text.string("data directory   ").string(data.toString()).string("\n");
        text.string("log end          ").unsigned(logEnd).string("  (the next offset)\n");
        text.string("last event       ").string(lastText(last)).string("\n");
        text.string("checkpoint       ").string(checkpointText()).string("\n");
        text.string("lag              ").string(lagText()).string("\n");
        text.string("plog/            ").unsigned(plogBytes).string(" bytes\n");
        text.string("numbers.mapdb    ")
                .string(numbersBytes == null ? "no file" : numbersBytes + " bytes")
                .string(", ")
                .string(state)
                .string("\n");
        text.string("stored numbers   ")
                .string(values == null ? UNKNOWN : values.size() + " keys")
                .string("\n");
        if (values != null) {
            appendNumbersText(text, values);
        }
    }

    static void appendNumbersText(ByteText text, List<NumbersView.Value> values) {
        if (values.isEmpty()) {
            return;
        }
        text.string(String.format(Locale.ROOT, "\n%20s %5s %19s\n", "wsId", "seqId", "number"));
        for (NumbersView.Value value : values) {
            text.string(String.format(
                    Locale.ROOT,
                    "%20s %5d %19d\n",
                    Long.toUnsignedString(value.wsId()),
                    value.seqId(),
                    value.number()));
        }
    }

    static String lastText(EventPayload last) {
        if (last == null) {
            return "none of sequence";
        }
        String stream = last.stream() == null ? "a stream without a name" : "stream " + Text.quoted(last.stream());
        return "line " + last.line() + " of " + stream + ", where sequence --resume continues";
    }

    private String checkpointText() {
        if (checkpoint == null) {
            return UNKNOWN;
        }
        return checkpoint == 0 ? "none" : checkpoint.toString();
    }

    private String lagText() {
        if (lag != null) {
            return lag + " events to read again at the next start";
        }
        return checkpoint == null ? UNKNOWN : "none: the next start refuses numbers of another log";
    }

    private static long plogBytes(PartitionDirectory directory) {
        try (Stream<Path> files = Files.list(directory.plog())) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "log must be readable: directory=" + directory.plog(), e);
        }
    }

    private static Long numbersBytes(PartitionDirectory directory) {
        Path file = directory.numbersFile();
        try {
            return Files.isRegularFile(file) ? Files.size(file) : null;
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "numbers must be readable: file=" + file, e);
        }
    }
}
