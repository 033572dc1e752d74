package io.isequencer.cli.data;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.cli.sequence.Database;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What {@code inspect} found of a partition, in a data directory or in a database. What could not be looked at is null,
 * never 0.
 *
 * @param place where the partition is: the data directory, or the database, without what may be secret, and the partition
 * @param last where the log's last event came from; null if there is none, or it is not from {@code sequence}
 * @param checkpoint 0 if the numbers have none; null if they belong to a process that works with them
 * @param lag how many events the next start reads again; null if that cannot be told: nobody knows the checkpoint, or
 *     there will be no start with these numbers
 * @param sizes of a data directory; null of a database
 * @param values the stored numbers, by workspace and sequence; null if they belong to a process that works with them
 */
record Inspection(
        List<Named> place,
        long logEnd,
        EventPayload last,
        Long checkpoint,
        Long lag,
        Sizes sizes,
        List<NumbersView.Value> values) {
    private static final String UNKNOWN = "unknown while another process works with the directory";

    /**
     * A part of the place.
     *
     * @param name in JSON
     */
    record Named(String name, String label, String value, String shown) {}

    /**
     * Of a data directory.
     *
     * <ul>
     *   <li><i>Units:</i> bytes.
     * </ul>
     *
     * @param state whether the numbers file can be used, in words
     * @param numbersBytes null if there is no such file
     */
    record Sizes(String state, long plogBytes, Long numbersBytes) {
        static Sizes of(PartitionDirectory directory, String state) {
            return new Sizes(state, Inspection.plogBytes(directory), Inspection.numbersBytes(directory));
        }
    }

    /** Of a directory that another process works with: the numbers are its own. */
    static Inspection inUse(PartitionDirectory directory, SegmentLogReader log) {
        return new Inspection(place(directory), log.end(), last(log), null, null, Sizes.of(directory, "in use"), null);
    }

    /** Of a directory whose lock is held. */
    static Inspection of(PartitionDirectory directory, SegmentLogReader log) {
        NumbersView view = directory.readNumbers(log);
        Sizes sizes = Sizes.of(directory, text(view.state()));
        return new Inspection(
                place(directory), log.end(), last(log), view.checkpoint(), lag(view, log), sizes, view.values());
    }

    /** Of a partition in a database, which its owners may be changing meanwhile. */
    static Inspection of(Database database, String partition) {
        try (EventLog log = database.log(partition);
                SequenceStorage storage = database.storage(partition)) {
            // The end that is read later lies behind what the checkpoint covers.
            long checkpoint = storage.readCheckpoint();
            List<NumbersView.Value> values = new ArrayList<>();
            storage.forEachNumber((wsId, seqId, number) -> values.add(new NumbersView.Value(wsId, seqId, number)));
            values.sort(Comparator.comparingLong((NumbersView.Value value) -> value.wsId() + Long.MIN_VALUE)
                    .thenComparingInt(NumbersView.Value::seqId));
            long logEnd = log.end();
            if (logEnd == 1 && checkpoint == 0 && values.isEmpty()) {
                throw new CliException(
                        ExitCode.MISSING_FILE, "partition must hold something: partition=" + Text.shown(partition));
            }
            List<Named> place = List.of(
                    new Named("database", "database", database.place(), database.place()),
                    new Named("partition", "partition", partition, Text.shown(partition)));
            long lag = Math.max(0, logEnd - Math.max(1, checkpoint));
            return new Inspection(place, logEnd, last(log), checkpoint, lag, null, values);
        }
    }

    private static List<Named> place(PartitionDirectory directory) {
        String path = directory.path().toString();
        return List.of(new Named("data", "data directory", path, path));
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
        String separator = "{\"";
        for (Named part : place) {
            text.string(separator).string(part.name()).string("\":\"");
            text.jsonEscaped(part.value().getBytes(StandardCharsets.UTF_8), 0);
            separator = "\",\"";
        }
        text.string("\",\"logEnd\":\"").unsigned(logEnd);
        text.string("\",\"last\":");
        appendLastJson(text);
        text.string(",\"checkpoint\":").string(json(checkpoint));
        text.string(",\"lag\":").string(json(lag));
        if (sizes != null) {
            text.string(",\"numbersFile\":\"").string(sizes.state());
            text.string("\",\"plogBytes\":\"").unsigned(sizes.plogBytes());
            text.string("\",\"numbersBytes\":").string(json(sizes.numbersBytes()));
        }
        text.string(",\"numbers\":");
        appendNumbersJson(text);
    }

    private void appendNumbersJson(ByteText text) {
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
        place.forEach(part -> line(text, part.label(), part.shown()));
        line(text, "log end", logEnd + "  (the next offset)");
        line(text, "last event", lastText());
        line(text, "checkpoint", checkpointText());
        line(text, "lag", lagText());
        if (sizes != null) {
            line(text, "plog/", sizes.plogBytes() + " bytes");
            String bytes = sizes.numbersBytes() == null ? "no file" : sizes.numbersBytes() + " bytes";
            line(text, "numbers.mapdb", bytes + ", " + sizes.state());
        }
        line(text, "stored numbers", values == null ? UNKNOWN : values.size() + " keys");
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

    private static void line(ByteText text, String label, String value) {
        text.string(String.format(Locale.ROOT, "%-17s", label)).string(value).string("\n");
    }

    private String lastText() {
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
