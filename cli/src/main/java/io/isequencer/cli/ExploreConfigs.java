package io.isequencer.cli;

import io.isequencer.laboratory.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The configurations of the exploration, the files of {@code tla/explore}. */
public final class ExploreConfigs {
    private static final String SUFFIX = ".cfg";

    private ExploreConfigs() {}

    /** All of them, by name. */
    public static Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        names(ProjectHome.specification().resolve("explore")).forEach(name -> files.put(name, file(name)));
        return files;
    }

    /** The file of a configuration. */
    public static Path file(String config) {
        Path directory = ProjectHome.specification().resolve("explore");
        Path file = directory.resolve(config + SUFFIX);
        KnownNames.require("config", "a file of tla/explore", config, names(directory));
        return file;
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw CliException.unreadable("configurations", "directory=" + directory, failure);
        }
    }
}
