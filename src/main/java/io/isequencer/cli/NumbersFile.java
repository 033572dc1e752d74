package io.isequencer.cli;

import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.MapDbStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * The file with numbers and checkpoint, which nobody trusts more than the log.
 *
 * <p>MapDB may come back silently wrong after a crash. So a marker stands beside the file for as long as it is open: who
 * finds the marker moves the file aside, and the sequencer rebuilds the numbers from the log. The same happens to a file
 * that cannot be opened, and to one whose checkpoint is beyond the log's end: it belongs to another log.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; whoever uses it holds the log's lock.
 *   <li><i>Durability:</i> the marker is durable before the file is opened, and goes after the file was closed.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} if the directory cannot be written.
 * </ul>
 *
 * @param file the MapDB file
 * @param marker says that the file was not closed
 */
record NumbersFile(Path file, Path marker) {
    NumbersFile {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(marker, "marker");
    }

    /** Whether there is a file that was closed properly. */
    boolean closedProperly() {
        return Files.exists(file) && !Files.exists(marker);
    }

    /** Opens the file if it deserves trust, else a new one. Warns of what it does. */
    SequenceStorage open(long logEnd, Terminal terminal) {
        if (Files.exists(marker)) {
            moveAside("it was not closed properly", terminal);
        } else if (!Files.exists(file) && logEnd > 1) {
            terminal.tell("warning: numbers are rebuilt from the log: missing=" + file);
        }
        mark();
        SequenceStorage storage = openOrNull(terminal);
        if (storage == null) {
            storage = MapDbStorage.open(file);
        }
        long checkpoint = storage.readCheckpoint();
        if (checkpoint > logEnd) {
            storage.close();
            moveAside("it belongs to another log: checkpoint=" + checkpoint + ", logEnd=" + logEnd, terminal);
            storage = MapDbStorage.open(file);
        }
        return storage;
    }

    /** The next start rebuilds the numbers from the log, whatever the file holds. */
    void discard(String reason, Terminal terminal) {
        mark();
        moveAside(reason, terminal);
    }

    /** Puts the marker up: from now on the file counts as broken. */
    void mark() {
        try {
            if (!Files.exists(marker)) {
                Files.createFile(marker);
                DataDirectory.syncDirectory(marker.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "data directory must be writable: file=" + marker, e);
        }
    }

    /** Takes the marker down, after the file was closed. */
    void unmark() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "data directory must be writable: file=" + marker, e);
        }
    }

    private SequenceStorage openOrNull(Terminal terminal) {
        SequenceStorage storage = null;
        try {
            storage = MapDbStorage.open(file);
            storage.readCheckpoint();
            return storage;
        } catch (StorageException e) {
            if (storage != null) {
                storage.close();
            }
            moveAside("it is damaged", terminal);
            return null;
        }
    }

    private void moveAside(String reason, Terminal terminal) {
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        try {
            if (Files.exists(file)) {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
                terminal.tell("warning: numbers are rebuilt from the log, " + file + " is moved to "
                        + aside.getFileName() + ", because " + reason);
            }
            // What a store with transactions leaves beside its file.
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal.0"));
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "numbers file must be movable: file=" + file, e);
        }
    }
}
