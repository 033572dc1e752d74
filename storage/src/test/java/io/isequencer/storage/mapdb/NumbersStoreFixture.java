package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A store over a log in which the event at offset n carries number n of one key. */
abstract class NumbersStoreFixture {
    static final int EVENTS = 100;

    @TempDir
    Path directory;

    final List<String> reports = new ArrayList<>();
    final EventLog log = logOf(EVENTS, 1);
    private byte[] crashed;

    static EventLog logOf(int events, int wsKind) {
        MemoryEventLog log = new MemoryEventLog();
        for (int n = 1; n <= events; n++) {
            log.append(LogEvent.builder(n, wsKind, 7).add(1, n).build());
        }
        return log;
    }

    NumbersStore open() {
        return open(log);
    }

    NumbersStore open(EventLog ofLog) {
        return open(ofLog, LogStart.WHOLE, 1_000);
    }

    NumbersStore openEvery(int generationEvents) {
        return open(log, LogStart.WHOLE, generationEvents);
    }

    NumbersStore open(EventLog ofLog, LogStart start, int generationEvents) {
        return NumbersStore.open(files(), ofLog, start, generationEvents, reports::add);
    }

    NumbersFiles files() {
        return new TestDisk().files(directory);
    }

    /** Opens, writes up to a checkpoint, and closes. */
    final void write(int generationEvents, int checkpoint) {
        try (NumbersStore store = openEvery(generationEvents)) {
            fill(store, store.readCheckpoint(), checkpoint);
        }
    }

    /** Writes event by event, as a flusher would, until the checkpoint is reached. */
    static void fill(NumbersStore store, long from, long checkpoint) {
        for (long n = Math.max(from, 1); n < checkpoint; n++) {
            store.write(Batches.of(7, 1, n), n + 1);
        }
    }

    static void assertHas(NumbersStore store, long checkpoint) {
        assertEquals(checkpoint, store.readCheckpoint());
        assertEquals(Math.max(0, checkpoint - 1), store.readNumber(7, 1));
    }

    final void assertReported(String text) {
        assertTrue(reports.stream().anyMatch(line -> line.contains(text)), reports::toString);
    }

    /** Keeps the live file as a crash at this moment would leave it. */
    final void crash(NumbersStore open) throws IOException {
        assertTrue(open.readCheckpoint() > 0);
        crashed = Files.readAllBytes(directory.resolve("numbers.mapdb"));
    }

    /** Puts the crashed file back in the place of the one that was closed. */
    final void useCrashed() throws IOException {
        Files.write(directory.resolve("numbers.mapdb"), crashed);
        Files.delete(directory.resolve("numbers.seal"));
    }

    final NumbersStore openCrashed() throws IOException {
        useCrashed();
        return open();
    }

    final List<Path> generations() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("numbers.generations"))) {
            return files.sorted().toList();
        }
    }

    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 4;
        Files.write(file, bytes);
    }

    /** Copies a directory's files, one level deep and its generations. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
