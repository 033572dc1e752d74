package io.isequencer.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checkout that is measured, and directories that a measurement needs while it runs. */
final class Scratch {
    /** The root of the checkout: the classes are below benchmarks/target, as a directory or as a jar. */
    static final Path CHECKOUT = checkout();

    /** On the disk of the checkout: a system's own directory for such files may be in memory, where an fsync is free. */
    static final Path PARENT = CHECKOUT.resolve("benchmarks/target/scratch");

    private Scratch() {}

    static Path create() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(PARENT), "bench-");
    }

    static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static Path checkout() {
        try {
            Path classes = Path.of(Scratch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.getParent().getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
