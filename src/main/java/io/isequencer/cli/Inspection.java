package io.isequencer.cli;

import io.isequencer.api.NumberKey;
import io.isequencer.api.SeqValue;
import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.MapDbStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<SeqValue> values) {

    private static final String USABLE = "usable";

    /** Of a directory that another process works with: the numbers are its own. */
    static Inspection inUse(DataDirectory directory, long logEnd) {
        Path file = directory.numbers().file();
        return new Inspection(directory.path(), logEnd, 0, "in use", bytes(directory.plog()), bytes(file), List.of());
    }

    /** The caller holds the directory's lock. */
    static Inspection of(DataDirectory directory, long logEnd) {
        NumbersFile numbers = directory.numbers();
        long plogBytes = bytes(directory.plog());
        long numbersBytes = bytes(numbers.file());
        List<SeqValue> values = new ArrayList<>();
        if (!numbers.closedProperly()) {
            String state = Files.exists(numbers.file()) ? "not closed properly" : "missing";
            return new Inspection(directory.path(), logEnd, 0, state, plogBytes, numbersBytes, values);
        }
        numbers.mark();
        long checkpoint;
        try (SequenceStorage storage = MapDbStorage.open(numbers.file())) {
            checkpoint = storage.readCheckpoint();
            storage.forEachNumber(
                    (wsId, seqId, number) -> values.add(new SeqValue(new NumberKey(wsId, seqId), number)));
        } catch (StorageException e) {
            // The marker stays: the next run moves the file aside.
            return new Inspection(directory.path(), logEnd, 0, "damaged", plogBytes, numbersBytes, List.of());
        }
        numbers.unmark();
        String state = checkpoint > logEnd ? "of another log" : USABLE;
        return new Inspection(directory.path(), logEnd, checkpoint, state, plogBytes, numbersBytes, values);
    }

    /** Events that the next start reads again. */
    long lag() {
        return state.equals(USABLE) ? logEnd - Math.max(checkpoint, 1) : logEnd - 1;
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
        for (SeqValue value : values) {
            text.string(separator).string("{\"wsId\":\"").unsigned(value.key().wsId());
            text.string("\",\"seqId\":").unsigned(value.key().seqId());
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
            text.string(String.format("%n%20s %5s %19s%n", "wsId", "seqId", "number"));
        }
        for (SeqValue value : values) {
            NumberKey key = value.key();
            text.string(
                    String.format("%20s %5d %19d%n", Long.toUnsignedString(key.wsId()), key.seqId(), value.number()));
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
