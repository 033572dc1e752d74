package io.isequencer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Copies and deletes whole directories. */
final class Trees {
    private Trees() {}

    static void copy(Path from, Path to) throws IOException {
        copy(from, to, name -> true);
    }

    /** @param wanted says which names relative to {@code from} are copied; an existing file is replaced */
    static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        for (Path file : walk(from)) {
            String name = from.relativize(file).toString();
            Path target = to.resolve(name);
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else if (wanted.test(name)) {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        List<Path> files = walk(directory);
        for (int i = files.size() - 1; i >= 0; i--) {
            Files.delete(files.get(i));
        }
    }

    /** Directories before what is in them. */
    private static List<Path> walk(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
