package io.isequencer.laboratory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Temporary directories of this process, which its exit deletes. */
public final class TemporaryDirectory {
    private TemporaryDirectory() {}

    /** One for the whole process. */
    static Path work() {
        return Work.DIRECTORY;
    }

    /** Made when it is first asked for. */
    private static final class Work {
        private static final Path DIRECTORY = create("isequencer-work-");
    }

    /** One of its own. */
    public static Path create(String prefix) {
        try {
            Path directory = Files.createTempDirectory(prefix);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(directory)));
            return directory;
        } catch (IOException failure) {
            throw new CheckFailedException(
                    CheckFailedException.Kind.BAD_DATA,
                    "the directory for temporary files must be writable: directory="
                            + System.getProperty("java.io.tmpdir") + ", cause=" + FileTrouble.cause(failure),
                    failure);
        }
    }

    /** As far as possible: a child that is being ended may still write. */
    static void deleteAll(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftBehind) {
            // The system cleans its directory for temporary files.
        }
    }
}
