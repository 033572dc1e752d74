package io.isequencer.cli;

import io.isequencer.defects.Defect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The planted defects, the files of {@code simulation/defects}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} for a name that is none.
 * </ul>
 */
public final class PlantedDefects {
    private PlantedDefects() {}

    /** All of them, by id. */
    public static List<Defect> all(Path home) {
        Path directory = directory(home);
        try {
            return Defect.readAll(directory);
        } catch (IOException failure) {
            throw CliException.unreadableInCheckout("defects", "directory=" + directory, failure);
        }
    }

    /** Those with these ids, each of which must be one. */
    public static List<Defect> named(Path home, List<String> ids) {
        List<Defect> all = all(home);
        List<String> known = all.stream().map(Defect::id).toList();
        ids.forEach(id -> KnownNames.require("defect", "a file of simulation/defects", id, known));
        return all.stream().filter(defect -> ids.contains(defect.id())).toList();
    }

    public static Path directory(Path home) {
        return home.resolve("simulation/defects");
    }
}
