package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.ScratchFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Runs a configuration on a changed specification.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe for different mutants.
 *   <li><i>Errors:</i> {@link CheckFailedException} if the change does not apply, or a file cannot be read or written.
 * </ul>
 */
public final class MutantRun {
    private final Path tla;
    private final Path work;

    /**
     * Runs of mutants of a specification.
     *
     * @param work each mutant gets a directory in it
     */
    public MutantRun(Path tla, Path work) {
        this.tla = tla;
        this.work = work;
    }

    /**
     * Runs each, several at a time; the results in the same order.
     *
     * @param finished is called by one thread at a time
     */
    public List<ModelResult> run(List<Mutant> mutants, int jobs, BiConsumer<String, ModelResult> finished) {
        return ModelCheck.each(mutants, jobs, mutant -> {
            ModelResult result = run(mutant);
            synchronized (this) {
                finished.accept(mutant.name(), result);
            }
            return result;
        });
    }

    /** The configuration's result: as expected means that nobody noticed. */
    ModelResult run(Mutant mutant) {
        Path copy = work.resolve(mutant.name());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(tla, "*.tla")) {
            for (Path file : files) {
                ScratchFile.copy(file, copy.resolve(file.getFileName()));
            }
            Path module = copy.resolve(mutant.file());
            ScratchFile.write(module, mutant.apply(Files.readString(module)));
            // Beside its module: TLC looks for it there.
            String name = mutant.config() + ".cfg";
            Path config = copy.resolve("configs").resolve(name);
            ScratchFile.copy(tla.resolve("configs").resolve(name), config);
            return new ModelRun(copy, copy.resolve("run")).run(ModelConfig.read(config));
        } catch (IOException e) {
            throw new CheckFailedException(
                    Kind.BAD_DATA,
                    "mutant's module and configuration must be there: mutant=" + mutant.name() + ", config="
                            + mutant.config() + ", directory=" + copy,
                    e);
        }
    }

    /** Whether the change was noticed by what it does, not by an error in its text. */
    public static boolean killed(ModelResult result) {
        return !result.asExpected() && !result.outcome().equals("error");
    }
}
