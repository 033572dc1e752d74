package io.isequencer.cli.output;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A directory that a command fills.
 *
 * @param role what the user calls it, as {@code out}
 * @param force whether files that are there may be replaced
 */
public record OutputDirectory(String role, Path path, boolean force) {
    public OutputDirectory {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(path, "path");
    }

    /** Fails if files are there already: what is new would be mixed with what is old. */
    public void check() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CliException(ExitCode.BAD_DATA, role + " must be a directory: directory=" + path);
        }
        if (!force && Files.isDirectory(path) && !isEmpty()) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    role + " must be a new or empty directory, or --force must be given: directory=" + path);
        }
        checkPlace();
    }

    /** Fails if no file could be created there; to be asked where new files have names of their own. */
    public void checkPlace() {
        OutputFile.of(role, path, force).checkPlace();
    }

    public OutputFile file(String name) {
        return OutputFile.of(role, path.resolve(name), force);
    }

    private boolean isEmpty() {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        } catch (IOException failure) {
            throw OutputFile.of(role, path, force).unwritable(failure);
        }
    }
}
