package io.isequencer.cli;

import io.isequencer.laboratory.ProjectHome;
import io.isequencer.simulation.explore.state.Constants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The configurations of the exploration, the files of {@code tla/explore}. What compares them with the specification
 * needs the files of a checkout; their constants are part of the program.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} for a name that is none.
 * </ul>
 */
public final class ExploreConfigs {
    private static final String SUFFIX = ".cfg";
    private static final String PLACE = "a file of tla/explore";

    /** Those that are part of the program: all. */
    static final List<String> NAMES = List.of("deep", "explicit", "late", "small", "tiny", "two-keys", "two-owners");

    private ExploreConfigs() {}

    /** All of them, by name. */
    public static Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        names(ProjectHome.path().resolve("tla/explore")).forEach(name -> files.put(name, file(name)));
        return files;
    }

    /** The file of a configuration. */
    public static Path file(String config) {
        Path directory = ProjectHome.path().resolve("tla/explore");
        Path file = directory.resolve(config + SUFFIX);
        KnownNames.require("config", PLACE, config, names(directory));
        return file;
    }

    /** The constants of a configuration, with or without a checkout. */
    public static Constants constants(String config) {
        KnownNames.require("config", PLACE, config, NAMES);
        String resource = "configurations/" + config + SUFFIX;
        try (InputStream in = ExploreConfigs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program must have its configurations: resource=" + resource);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Constants.of(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw CliException.unreadableInCheckout("configurations", "directory=" + directory, failure);
        }
    }
}
