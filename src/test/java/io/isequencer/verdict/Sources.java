package io.isequencer.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of the production classes. */
final class Sources {
    private final Path root;
    private final Map<String, List<String>> files = new HashMap<>();

    Sources(Path root) {
        this.root = root;
    }

    String line(String className, int lineNumber) {
        List<String> lines = files.computeIfAbsent(className, this::read);
        return lines.get(lineNumber - 1).strip();
    }

    private List<String> read(String className) {
        try {
            return Files.readAllLines(root.resolve(className.replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
