package io.isequencer.verdict;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a test wants people to read at the end of {@code mvn verify}: for example that a tool was not there, so that less
 * was checked. A file per test class, a line per note.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread per name at a time.
 * </ul>
 */
public final class Notes {
    private static final Path DIRECTORY = ProjectFiles.ROOT.resolve("target/verify-notes");

    private Notes() {}

    /** Replaces the notes of this test class. */
    public static void write(Class<?> test, List<String> notes) {
        write(DIRECTORY, test, notes);
    }

    static void write(Path directory, Class<?> test, List<String> notes) {
        try {
            Files.createDirectories(directory);
            String text = notes.stream().map(note -> note + "\n").collect(Collectors.joining());
            Files.writeString(directory.resolve(test.getSimpleName() + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The notes of this build. */
    static List<String> read(Path directory, long sinceMs) {
        List<String> notes = new ArrayList<>();
        for (Path file : Reports.fresh(directory, ".*\\.txt", sinceMs)) {
            try {
                notes.addAll(Files.readAllLines(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return notes;
    }
}
