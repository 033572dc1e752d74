package io.isequencer.cli;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.mapdb.LogStart;
import io.isequencer.storage.mapdb.NumbersStore;
import io.isequencer.storage.mapdb.NumbersView;
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
 *   DIR/types.json      the declared sequences, fixed when the directory is made; the log's label holds their checksum
 *   DIR/numbers.*       numbers and checkpoint: derived, see {@link NumbersStore}
 * </pre>
 *
 * <p>Other names are errors, see {@link DataNames}.
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
            throw new CliException(
                    ExitCode.BAD_DATA, "data directory must be writable: data=" + path + ", cause=" + e, e);
        }
    }

    Path plog() {
        return path.resolve("plog");
    }

    /**
     * Opens the log, and thereby locks the directory. One that is not there is begun only in a directory that holds
     * nothing yet: what is beside a log comes into being after it.
     */
    SegmentEventLog openLog() {
        requireKnownNames();
        requireLogBesideTheRest();
        return SegmentEventLog.open(plog());
    }

    /** @throws CliException with {@link ExitCode#BAD_DATA} for a name that no data directory has */
    void requireKnownNames() {
        List<String> problems = DataNames.problems(this);
        if (!problems.isEmpty()) {
            throw new CliException(ExitCode.BAD_DATA, problems.get(0));
        }
    }

    private void requireLogBesideTheRest() {
        List<String> rest = DataNames.besideTheLog(this);
        if (!rest.isEmpty() && !DataNames.holdsLog(plog())) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "log must be there where " + rest.get(0) + " is: missing=" + plog()
                            + "; nothing was changed; restore it from a copy");
        }
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
    PathLock tryLock() {
        try {
            return SegmentEventLog.tryLock(plog());
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_DATA, "data directory must be writable: data=" + path + ", cause=" + e, e);
        }
    }

    /**
     * The directory's declared sequences; those that were asked for are remembered if it has none yet.
     *
     * @param asked null to take what there is, or the default ones
     * @throws CliException with {@link ExitCode#BAD_DATA} if the log was numbered with others, see {@link DeclaredTypes}
     */
    SeqTypesFile types(SeqTypesFile asked, SegmentEventLog log, Terminal terminal) {
        return new DeclaredTypes(this, terminal).open(asked, log);
    }

    Path typesFile() {
        return path.resolve("types.json");
    }

    /** Keeps declared sequences, sealed. */
    void putTypes(SeqTypesFile types) {
        Path file = typesFile();
        Path fresh = path.resolve(DataNames.UNFINISHED_TYPES);
        try {
            // What a crash left of an earlier try: nobody has ever read it.
            Files.deleteIfExists(fresh);
            try (FileChannel channel =
                    FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(types.toSealedJson().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(path);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_DATA, "data directory must be writable: file=" + file + ", cause=" + e, e);
        }
    }

    /** Makes what was created, renamed or deleted in a directory durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
