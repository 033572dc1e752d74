package io.isequencer.storage.directory;

import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names in a data directory; those in its log are the log's own affair.
 *
 * <p>Any other name is an error, before anything is changed: it may be a log or numbers under a name that another
 * locale, a copy or a file manager gave them, or the directory may be somebody else's. Left alone are names that begin
 * with a dot, and {@code lost+found}: file systems and tools put them there for themselves.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link StorageException} if a directory cannot be listed.
 * </ul>
 */
final class DirectoryNames {
    private static final String GENERATIONS = "numbers.generations";
    private static final Pattern KNOWN = Pattern.compile(
            "plog|types\\.json(?:\\.new)?|numbers\\.(?:generations|seal(?:\\.new)?|mapdb(?:\\.lock|\\.aside|\\.wal\\.[0-9]+)?)"
                    + "|lost\\+found");
    private static final Pattern GENERATION = Pattern.compile("[0-9]{12}\\.numbers(?:\\.new)?");

    /** Under whatever locale. */
    private static final Pattern LOG = Pattern.compile("plog-.*\\.seg|base-.*\\.num|LABEL");

    /** They exist before anything is numbered, or say nothing of it. */
    private static final Pattern SAYS_NOTHING = Pattern.compile("plog|lost\\+found|.*\\.lock|types\\.json\\.new|\\..*");

    private DirectoryNames() {}

    /** What is wrong with the names, each in one line with what to do; none in a directory that is missing. */
    static List<String> problems(PartitionDirectory directory) {
        List<String> problems = new ArrayList<>();
        for (String name : list(directory.path())) {
            if (!known(name, KNOWN)) {
                problems.add("name in a data directory must be one that it gives: name=" + name + ", data="
                        + directory.path() + "; nothing was changed; " + advice(directory, name));
            }
        }
        Path generations = directory.path().resolve(GENERATIONS);
        for (String name : list(generations)) {
            if (!known(name, GENERATION)) {
                problems.add("name of a generation must be 12 digits and .numbers: name=" + name + ", directory="
                        + generations
                        + "; nothing was changed; if plog/ is whole, move the file to another directory: the"
                        + " log alone suffices to rebuild its numbers");
            }
        }
        return problems;
    }

    /** What is there only if there is or was a log. */
    static List<String> besideTheLog(PartitionDirectory directory) {
        return list(directory.path()).stream()
                .filter(name -> !SAYS_NOTHING.matcher(name).matches())
                .toList();
    }

    /** Whether there is a segment or a base in a directory, or something under a name that may hide one. */
    static boolean holdsLog(Path plog) {
        // What is not a directory is refused by the log itself, which can say why.
        return Files.exists(plog) && !Files.isDirectory(plog)
                || list(plog).stream().anyMatch(name -> LOG.matcher(name).matches());
    }

    private static boolean known(String name, Pattern pattern) {
        return name.startsWith(".") || pattern.matcher(name).matches();
    }

    private static String advice(PartitionDirectory directory, String name) {
        Path path = directory.path().resolve(name);
        boolean log = Files.isDirectory(path) && holdsLog(path);
        if (log && !holdsLog(directory.plog())) {
            return "it holds a log, and the directory has no other: if it is this directory's, rename it to plog";
        }
        if (log) {
            return "it holds a log: if plog/ is the right one and whole, move this one to another directory";
        }
        return "if no file of the data directory is missing, move it to another directory, or give --data a directory of"
                + " its own";
    }

    /** The names in a directory, sorted; none if it is not one. */
    private static List<String> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new StorageException(
                    "data directory must be readable: directory=" + directory + ", cause=" + e, true, e);
        }
    }
}
