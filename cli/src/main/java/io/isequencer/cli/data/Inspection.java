package io.isequencer.cli.data;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.cli.sequence.EventPayload;
import io.isequencer.cli.sequence.StreamStart;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.mapdb.NumbersView;
import io.isequencer.storage.segment.SegmentLogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param files null if it is a database
 * @param values the stored numbers, by workspace and sequence; null if they belong to a process that works with them
 */
record Inspection(
        Place place,
        long logEnd,
        EventPayload last,
        Long checkpoint,
        Long lag,
        FilesOfDirectory files,
        List<NumbersView.Value> values) {
    private static final String UNKNOWN = "unknown while another process works with the directory";

    /**
     * Where log and numbers are.
     *
     * @param partition null for a directory, which holds one
     */
    private record Place(String name, String partition) {}

    /**
     * What is to be said of a directory's files.
     *
     * @param state whether the numbers file can be used, in words
     * @param numbersBytes null if there is no such file
     */
    private record FilesOfDirectory(String state, long plogBytes, Long numbersBytes) {}

    /** Of a partition in a database, which others may work with. */
    static Inspection of(String url, String partition, EventLog log, SequenceStorage numbers) {
        // The checkpoint first: what is appended meanwhile may make the lag longer, and never shorter than none.
        long checkpoint = numbers.readCheckpoint();
        long logEnd = log.end();
        List<NumbersView.Value> values = new ArrayList<>();
        numbers.forEachNumber((wsId, seqId, number) -> values.add(new NumbersView.Value(wsId, seqId, number)));
        if (logEnd == 1 && checkpoint == 0 && values.isEmpty()) {
            throw new CliException(
                    ExitCode.MISSING_FILE, "partition must hold something: partition=" + Text.shown(partition));
        }
        values.sort((a, b) -> a.wsId() == b.wsId()
                ? Integer.compare(a.seqId(), b.seqId())
                : Long.compareUnsigned(a.wsId(), b.wsId()));
        long lag = Math.max(0, logEnd - Math.max(1, checkpoint));
        return new Inspection(new Place(url, partition), logEnd, last(log), checkpoint, lag, null, values);
    }

    /** Of a directory that another process works with: the numbers are its own. */
    static Inspection inUse(PartitionDirectory directory, SegmentLogReader log) {
        return new Inspection(
                new Place(directory.path().toString(), null),
                log.end(),
                last(log),
                null,
                null,
                new FilesOfDirectory("in use", plogBytes(directory), numbersBytes(directory)),
                null);
    }

    /** The caller holds the directory's lock. */
    static Inspection of(PartitionDirectory directory, SegmentLogReader log) {
        long plogBytes = plogBytes(directory);
        Long numbersBytes = numbersBytes(directory);
        NumbersView view = directory.readNumbers(log);
        return new Inspection(
                new Place(directory.path().toString(), null),
                log.end(),
                last(log),
                view.checkpoint(),
                lag(view, log),
                new FilesOfDirectory(text(view.state()), plogBytes, numbersBytes),
                view.values());
    }

    private static EventPayload last(EventLog log) {
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
        text.string(place.partition == null ? "{\"data\":" : "{\"url\":");
        appendQuoted(text, place.name);
        if (place.partition != null) {
            text.string(",\"partition\":");
            appendQuoted(text, place.partition);
        }
        text.string(",\"logEnd\":\"").unsigned(logEnd);
        text.string("\",\"last\":");
        appendLastJson(text);
        text.string(",\"checkpoint\":").string(json(checkpoint));
        text.string(",\"lag\":").string(json(lag));
        if (files != null) {
            text.string(",\"numbersFile\":\"").string(files.state);
            text.string("\",\"plogBytes\":\"").unsigned(files.plogBytes);
            text.string("\",\"numbersBytes\":").string(json(files.numbersBytes));
        }
        text.string(",\"numbers\":");
        if (values == null) {
            text.string("null}\n");
            return;
        }
        String separator = "[";
        for (NumbersView.Value value : values) {
            text.string(separator).string("{\"wsId\":\"").unsigned(value.wsId());
            text.string("\",\"seqId\":").unsigned(value.seqId());
            text.string(",\"number\":\"").unsigned(value.number()).string("\"}");
            separator = ",";
        }
        text.string(values.isEmpty() ? "[]}\n" : "]}\n");
    }

    private void appendLastJson(ByteText text) {
        if (last == null) {
            text.string("null");
            return;
        }
        text.string("{\"stream\":");
        if (last.stream() == null) {
            text.string("null");
        } else {
            appendQuoted(text, last.stream());
        }
        text.string(",\"line\":\"").unsigned(last.line()).string("\"}");
    }

    private static void appendQuoted(ByteText text, String value) {
        text.string("\"").jsonEscaped(value.getBytes(StandardCharsets.UTF_8), 0).string("\"");
    }

    private static String json(Long value) {
        return value == null ? "null" : "\"" + value + "\"";
    }

    void appendText(ByteText text) {
        if (place.partition == null) {
            text.string("data directory   ").string(place.name).string("\n");
        } else {
            text.string("database         ").string(place.name).string("\n");
            text.string("partition        ").string(Text.shown(place.partition)).string("\n");
        }
        text.string("log end          ").unsigned(logEnd).string("  (the next offset)\n");
        text.string("last event       ").string(lastText()).string("\n");
        text.string("checkpoint       ").string(checkpointText()).string("\n");
        text.string("lag              ").string(lagText()).string("\n");
        if (files != null) {
            text.string("plog/            ").unsigned(files.plogBytes).string(" bytes\n");
            text.string("numbers.mapdb    ")
                    .string(files.numbersBytes == null ? "no file" : files.numbersBytes + " bytes")
                    .string(", ")
                    .string(files.state)
                    .string("\n");
        }
        text.string("stored numbers   ")
                .string(values == null ? UNKNOWN : values.size() + " keys")
                .string("\n");
        if (values == null || values.isEmpty()) {
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

    private String lastText() {
        if (last == null) {
            return "none of sequence";
        }
        String stream = last.stream() == null ? "a stream without a name" : "stream " + Text.quoted(last.stream());
        return "line " + last.line() + " of " + stream + ", which sequence --resume goes on with";
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
