package io.isequencer.laboratory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The root of the checkout: checks read its specification, sources, defects and documents. The launcher tells it. */
public final class ProjectHome {
    /** Behind a message about what is missing there: the program may run without a checkout. */
    public static final String ADVICE = "; a checkout of the sources has it";

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private ProjectHome() {}

    public static Path path() {
        return Path.of(System.getProperty("isequencer.home", "."));
    }

    /** Where the sources of the modules lie that the pom below a root names; those of the library in a folder of its own. */
    public static List<Path> sourceRoots(Path root) {
        try {
            return MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                    .results()
                    .map(module -> root.resolve(module.group(1)))
                    .map(module -> module.resolve(module.endsWith("src") ? "main/java" : "src/main/java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
