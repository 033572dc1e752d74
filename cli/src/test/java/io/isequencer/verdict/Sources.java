package io.isequencer.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of the production classes, in whichever module they are. */
final class Sources {
    private final List<Path> roots;
    private final Map<String, List<String>> files = new HashMap<>();

    Sources(List<Path> roots) {
        this.roots = roots;
    }

    String line(String className, int lineNumber) {
        List<String> lines = files.computeIfAbsent(className, this::read);
        return lines.get(lineNumber - 1).strip();
    }

    private List<String> read(String className) {
        String name = className.replace('.', '/') + ".java";
        Path file = roots.stream()
                .map(root -> root.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a class must have a source: file=" + name));
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
