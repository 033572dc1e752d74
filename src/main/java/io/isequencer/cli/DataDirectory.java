package io.isequencer.cli;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.LogStart;
import io.isequencer.storage.mapdb.NumbersStore;
import io.isequencer.storage.mapdb.NumbersView;
import io.isequencer.storage.segment.DirectoryLock;
import io.isequencer.storage.segment.SegmentEventLog;
import io.isequencer.storage.segment.SegmentLogReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The layout of a data directory.
 *
 * <pre>
 *   DIR/plog/           the PLog: segment files and their lock. The only truth.
 *   DIR/types.json      the declared sequences, fixed when the directory is made
 *   DIR/numbers.*       numbers and checkpoint: derived, see {@link NumbersStore}; may be moved away, all together
 * </pre>
 *
 * <ul>
 *   <li><i>Threading:</i> immutable. The log's lock keeps a second writer away from the whole directory.
 *   <li><i>Errors:</i> {@link CliException}; {@link io.isequencer.api.StorageException} from log and storage.
 * </ul>
 */
record DataDirectory(Path path) {
    DataDirectory {
        Objects.requireNonNull(path, "path");
    }

    /** @throws CliException with {@link ExitCode#MISSING_FILE} if there is no log in it */
    void requireExisting() {
        if (!Files.isDirectory(path)) {
            throw new CliException(ExitCode.MISSING_FILE, "data directory must exist: data=" + path);
        }
        if (!Files.isDirectory(plog())) {
            throw new CliException(ExitCode.MISSING_FILE, "data directory must hold a log: missing=" + plog());
        }
    }

    /** Makes the directory, durably: what is acknowledged must not vanish with the directory that it is in. */
    void create() {
        List<Path> made = new ArrayList<>();
        for (Path at = path.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            made.add(at);
        }
        try {
            Files.createDirectories(path);
            for (Path directory : made) {
                syncDirectory(directory.getParent());
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "data directory must be writable: data=" + path, e);
        }
    }

    Path plog() {
        return path.resolve("plog");
    }

    /** Opens the log, and thereby locks the directory. */
    SegmentEventLog openLog() {
        return SegmentEventLog.open(plog());
    }

    /**
     * Opens the numbers. What was not closed properly, or is damaged, is replaced, and the terminal told.
     *
     * @param generationEvents see {@link NumbersStore#open}
     */
    SequenceStorage openNumbers(SegmentEventLog log, long generationEvents, Terminal terminal) {
        LogStart start = new LogStart(log.begin(), true);
        SequenceStorage storage = NumbersStore.open(path, log, start, generationEvents, terminal::tell);
        boolean restored = false;
        try {
            BaseNumbers.restore(log, storage, terminal);
            restored = true;
            return storage;
        } finally {
            if (!restored) {
                storage.close();
            }
        }
    }

    /** Reads the numbers and changes nothing. */
    NumbersView readNumbers(SegmentLogReader log) {
        return NumbersView.read(path, log, log.begin());
    }

    /** The next start rebuilds the numbers from the log. */
    void discardNumbers() {
        NumbersStore.discard(path);
    }

    Path numbersFile() {
        return path.resolve("numbers.mapdb");
    }

    /** The log as it is now, for reading: another process may have the directory open. */
    SegmentLogReader readLog() {
        return SegmentLogReader.open(plog());
    }

    /** Locks the directory without opening its log; null if another process has it. */
    DirectoryLock tryLock() {
        try {
            return DirectoryLock.tryAcquire(plog());
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "data directory must be writable: data=" + path, e);
        }
    }

    /**
     * The directory's declared sequences; those that were asked for are remembered if it has none yet.
     *
     * @param asked null to take what there is, or the default ones
     * @throws CliException with {@link ExitCode#BAD_DATA} if the directory has others than were asked for
     */
    SeqTypesFile types(SeqTypesFile asked, boolean emptyLog) {
        Path file = typesFile();
        if (Files.exists(file)) {
            SeqTypesFile known = SeqTypesFile.read(file);
            if (asked != null && !asked.equals(known)) {
                throw new CliException(
                        ExitCode.BAD_DATA,
                        "types must be those of the data directory: differs at " + known.firstDifference(asked)
                                + ", file=" + file);
            }
            return known;
        }
        if (asked == null && !emptyLog) {
            throw new CliException(
                    ExitCode.BAD_DATA, "types must be known for a log with events: give --types, missing=" + file);
        }
        SeqTypesFile chosen = asked == null ? SeqTypesFile.DEFAULT : asked;
        replace(file, chosen.toSealedJson());
        return chosen;
    }

    Path typesFile() {
        return path.resolve("types.json");
    }

    private void replace(Path file, String content) {
        Path fresh = path.resolve(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(path);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "data directory must be writable: file=" + file, e);
        }
    }

    /** Makes what was created, renamed or deleted in a directory durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
