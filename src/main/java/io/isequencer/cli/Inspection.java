package io.isequencer.cli;

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
 * What {@code inspect} found.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Units:</i> sizes in bytes; checkpoint 0 if there is none.
 * </ul>
 *
 * @param state whether the numbers file can be used, in words
 * @param values the stored numbers, by workspace and sequence
 */
record Inspection(
        Path data,
        long logEnd,
        long checkpoint,
        String state,
        long plogBytes,
        long numbersBytes,
        List<NumbersView.Value> values) {

    /** Of a directory that another process works with: the numbers are its own. */
    static Inspection inUse(DataDirectory directory, long logEnd) {
        long numbersBytes = bytes(directory.numbersFile());
        return new Inspection(directory.path(), logEnd, 0, "in use", bytes(directory.plog()), numbersBytes, List.of());
    }

    /** The caller holds the directory's lock. */
    static Inspection of(DataDirectory directory, SegmentLogReader log) {
        long plogBytes = bytes(directory.plog());
        long numbersBytes = bytes(directory.numbersFile());
        NumbersView view = directory.readNumbers(log);
        return new Inspection(
                directory.path(),
                log.end(),
                view.checkpoint(),
                text(view.state()),
                plogBytes,
                numbersBytes,
                view.values());
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

    /** Events that the next start reads again. */
    long lag() {
        return Math.max(0, logEnd - Math.max(checkpoint, 1));
    }

    void appendJson(ByteText text) {
        text.string("{\"data\":\"").jsonEscaped(data.toString().getBytes(StandardCharsets.UTF_8), 0);
        text.string("\",\"logEnd\":\"").unsigned(logEnd);
        text.string("\",\"checkpoint\":\"").unsigned(checkpoint);
        text.string("\",\"lag\":\"").unsigned(lag());
        text.string("\",\"numbersFile\":\"").string(state);
        text.string("\",\"plogBytes\":\"").unsigned(plogBytes);
        text.string("\",\"numbersBytes\":\"").unsigned(numbersBytes);
        text.string("\",\"numbers\":[");
        String separator = "";
        for (NumbersView.Value value : values) {
            text.string(separator).string("{\"wsId\":\"").unsigned(value.wsId());
            text.string("\",\"seqId\":").unsigned(value.seqId());
            text.string(",\"number\":\"").unsigned(value.number()).string("\"}");
            separator = ",";
        }
        text.string("]}\n");
    }

    void appendText(ByteText text) {
        text.string("data directory   ").string(data.toString()).string("\n");
        text.string("log end          ").unsigned(logEnd).string("  (the next offset)\n");
        text.string("checkpoint       ").unsigned(checkpoint).string("\n");
        text.string("lag              ").unsigned(lag()).string(" events to read again at the next start\n");
        text.string("plog/            ").unsigned(plogBytes).string(" bytes\n");
        text.string("numbers.mapdb    ")
                .unsigned(numbersBytes)
                .string(" bytes, ")
                .string(state)
                .string("\n");
        text.string("stored numbers   ").unsigned(values.size()).string(" keys\n");
        if (!values.isEmpty()) {
            text.string(String.format(Locale.ROOT, "\n%20s %5s %19s\n", "wsId", "seqId", "number"));
        }
        for (NumbersView.Value value : values) {
            text.string(String.format(
                    Locale.ROOT,
                    "%20s %5d %19d\n",
                    Long.toUnsignedString(value.wsId()),
                    value.seqId(),
                    value.number()));
        }
    }

    /** The size of a file, or of the files in a directory; 0 if it is not there. */
    private static long bytes(Path path) {
        try (Stream<Path> files = Files.walk(path, 1)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException missing) {
            return 0;
        }
    }
}
