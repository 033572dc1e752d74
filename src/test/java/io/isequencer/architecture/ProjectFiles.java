package io.isequencer.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The project's text files, by their path from the root. */
public final class ProjectFiles {
    public static final Path ROOT = Path.of(System.getProperty("isequencer.basedir", ""));

    private static final Set<String> TOP = Set.of("src", "simulation", "tla", "docs", "conformance", ".ci");
    private static final List<String> TEXT = List.of(
            ".java",
            ".md",
            ".xml",
            ".sh",
            ".tla",
            ".cfg",
            ".json",
            ".properties",
            ".editorconfig",
            "/run",
            ".go",
            ".py",
            ".pl",
            ".pm",
            ".tcl",
            ".c",
            ".h",
            ".rs",
            ".mjs",
            ".js",
            ".cases");

    private ProjectFiles() {}

    public static String read(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean exists(String name) {
        return Files.exists(ROOT.resolve(name));
    }

    /** Text by name, of the files whose name passes. */
    public static Map<String, String> text(Predicate<String> filter) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> top = Files.list(ROOT)) {
            for (Path path : top.toList()) {
                if (Files.isRegularFile(path) || TOP.contains(path.getFileName().toString())) {
                    collect(path, filter, files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void collect(Path top, Predicate<String> filter, Map<String, String> files) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = ROOT.relativize(file).toString().replace('\\', '/');
                boolean isText = TEXT.stream().anyMatch(name::endsWith) || name.equals("isequencer");
                if (isText && filter.test(name)) {
                    files.put(name, Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
