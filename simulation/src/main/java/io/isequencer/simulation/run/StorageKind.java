package io.isequencer.simulation.run;

import io.isequencer.simulation.world.MirroredStore;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.MapDbStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What stands behind the simulated storage device. */
public enum StorageKind {
    /** Nothing: the device remembers by itself. */
    SIM,
    /** MapDB in memory. */
    MAPDB,
    /** MapDB on a file, reopened after each power loss. Slow: each write is a commit to disk. */
    MAPDB_FILE;

    /** The name on the command line, as {@code mapdb-file}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A fresh storage; null for none. */
    MirroredStore open() {
        return switch (this) {
            case SIM -> null;
            case MAPDB -> inMemory();
            case MAPDB_FILE -> onFile();
        };
    }

    private static MirroredStore inMemory() {
        SequenceStorage storage = MapDbStorage.inMemory();
        return new MirroredStore(() -> storage) {
            @Override
            protected void reopen() {
                // What is in memory cannot be opened again.
            }
        };
    }

    private static MirroredStore onFile() {
        try {
            Path directory = Files.createTempDirectory("isequencer-simulation-");
            Path file = directory.resolve("numbers.mapdb");
            return new MirroredStore(() -> MapDbStorage.open(file)) {
                @Override
                public void close() {
                    super.close();
                    delete(file);
                    delete(directory.resolve("numbers.mapdb.lock"));
                    delete(directory);
                }
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            path.toFile().deleteOnExit();
        }
    }
}
