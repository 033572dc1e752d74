package io.isequencer.cli.model;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.OutputFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a configuration on a changed specification.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe for different mutants.
 *   <li><i>Errors:</i> {@link CliException} if the change does not apply, or a file cannot be read or written.
 * </ul>
 */
final class MutantRun {
    private final Path tla;
    private final Path work;

    /**
     * Runs of mutants of a specification.
     *
     * @param work each mutant gets a directory in it
     */
    MutantRun(Path tla, Path work) {
        this.tla = tla;
        this.work = work;
    }

    /** The configuration's result: as expected means that nobody noticed. */
    ModelResult run(Mutant mutant) {
        Path copy = work.resolve(mutant.name());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(tla, "*.tla")) {
            for (Path file : files) {
                OutputFile.scratch(copy.resolve(file.getFileName())).copyOf(file);
            }
            Path module = copy.resolve(mutant.file());
            OutputFile.scratch(module).write(mutant.apply(Files.readString(module)));
            // Beside its module: TLC looks for it there.
            String name = mutant.config() + ".cfg";
            Path config = copy.resolve("configs").resolve(name);
            OutputFile.scratch(config).copyOf(tla.resolve("configs").resolve(name));
            return new ModelRun(copy, copy.resolve("run")).run(ModelConfig.read(config));
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "mutant's module and configuration must be there: mutant=" + mutant.name() + ", config="
                            + mutant.config() + ", directory=" + copy,
                    e);
        }
    }

    /** Whether the change was noticed by what it does, not by an error in its text. */
    static boolean killed(ModelResult result) {
        return !result.asExpected() && !result.outcome().equals("error");
    }
}
