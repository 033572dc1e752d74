package io.isequencer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configurations of the exploration, the files of {@code tla/explore}.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 *   <li><i>Errors:</i> {@link CliException} for a name that is none.
 * </ul>
 */
public final class ExploreConfigs {
    private static final String SUFFIX = ".cfg";

    private ExploreConfigs() {}

    /** The file of a configuration. */
    public static Path file(String config) {
        Path directory = Path.of(System.getProperty("isequencer.home", ".")).resolve("tla/explore");
        Path file = directory.resolve(config + SUFFIX);
        if (!Files.isReadable(file)) {
            throw new CliException(
                    ExitCode.MISSING_FILE,
                    "config must be one of tla/explore (" + names(directory) + "): config=" + config);
        }
        return file;
    }

    private static String names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException failure) {
            return "which cannot be read: " + failure;
        }
    }
}
