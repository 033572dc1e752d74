package io.isequencer.laboratory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where checks find the specification, the sources, the defects and the documents: in the root of the checkout, which the
 * launcher names. The specification is in the program too, for a program that runs without a checkout.
 */
public final class ProjectHome {
    /** Behind a message about what is missing there: the program may run without a checkout. */
    public static final String ADVICE = "; a checkout of the sources has it";

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private ProjectHome() {}

    public static Path path() {
        return Path.of(System.getProperty("isequencer.home", "."));
    }

    /** The directory of the specification: the checkout's, or else a copy of the program's, which the exit deletes. */
    public static Path specification() {
        Path tla = path().resolve("tla");
        return isCheckout() ? tla : PackedSpecification.directory();
    }

    /** Where checks write their work: below the checkout's target, or else in a temporary directory that the exit deletes. */
    public static Path work(String name) {
        return (isCheckout() ? path().resolve("target") : TemporaryDirectory.work()).resolve(name);
    }

    private static boolean isCheckout() {
        return Files.exists(path().resolve("tla/Sequencer.tla"));
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
