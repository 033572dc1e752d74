package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputDirectory;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.ModelCases;
import io.isequencer.oracle.modelpaths.PathCases;
import io.isequencer.oracle.vectors.BadVectorException;
import io.isequencer.oracle.vectors.VectorFiles;
import io.isequencer.oracle.vectors.VectorPlayer;
import io.isequencer.oracle.vectors.VectorReader;
import io.isequencer.oracle.vectors.Vectors;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code vectors}: writes the test vectors, or checks a directory of them.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#BAD_DATA} for files that cannot be used or written; {@link ExitCode#VIOLATION} if
 *       our own core does otherwise than a vector says.
 * </ul>
 */
@Command(
        name = "vectors",
        mixinStandardHelpOptions = true,
        header = "Writes test vectors: plain JSON for unit tests in any language.",
        description = {
            "",
            "Each vector is what is stored and logged at first, calls, and what they must answer; conformance/VECTORS.md "
                    + "describes it. The same version writes the same bytes everywhere.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer vectors --out vectors",
            "  ./isequencer vectors --out vectors --from-model tiny",
            "  ./isequencer vectors --check conformance/vectors",
            "  ./isequencer vectors --from-model small --cases model-cases.ndjson"
        })
@Exits({ExitCode.VIOLATION, ExitCode.MISSING_FILE})
public final class VectorsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @CommandLine.ArgGroup(multiplicity = "1")
    private Target target;

    private static final class Target {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Write them here; the directory is created if it is missing.")
        private Path out;

        @Option(
                names = "--check",
                paramLabel = "DIR",
                description = "Read those in here, compare the checksums, and play them against our own core.")
        private Path check;

        @Option(
                names = "--cases",
                paramLabel = "FILE",
                description = "With --from-model: write the oracle's cases of the model's paths here, one a line.")
        private Path cases;
    }

    @Option(
            names = "--from-model",
            paramLabel = "CONFIG",
            arity = "0..1",
            fallbackValue = "small",
            description = "With --out: also paths through each edge of the explored model, a configuration of"
                    + " tla/explore (${FALLBACK-VALUE} if none is named).")
    private String model;

    @CommandLine.Mixin
    private ForceOption force = new ForceOption();

    public VectorsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (target.check != null) {
            if (model != null) {
                throw new CliException(ExitCode.USAGE, "--from-model must come with --out: --check=" + target.check);
            }
            return check(target.check).code();
        }
        if (target.cases != null) {
            return writeCases(target.cases).code();
        }
        if (model != null) {
            ExploreConfigs.file(model);
        }
        OutputDirectory directory = new OutputDirectory("out", target.out, force.given());
        directory.check();
        List<Case> vectors = model == null ? Vectors.all() : ModelVectors.added(Vectors.all(), model);
        VectorFiles.of(vectors).forEach((name, bytes) -> directory.file(name).write(bytes));
        terminal.print("OK  wrote " + vectors.size() + " vectors: " + target.out.resolve(VectorFiles.INDEX));
        terminal.tell("check them with: ./isequencer vectors --check " + target.out);
        return ExitCode.OK.code();
    }

    private ExitCode writeCases(Path file) {
        if (model == null) {
            throw new CliException(ExitCode.USAGE, "--cases must come with --from-model: --cases=" + file);
        }
        OutputFile output = OutputFile.of("cases", file, force.given());
        output.check();
        PathCases paths = ModelVectors.cases(model);
        List<Case> cases = paths.cases();
        output.write(ModelCases.text(cases));
        terminal.print("OK  wrote " + cases.size() + " cases: paths=" + paths.paths() + " pairs=" + paths.pairs());
        return ExitCode.OK;
    }

    private ExitCode check(Path directory) {
        List<Case> vectors;
        try {
            vectors = VectorReader.read(directory);
        } catch (BadVectorException e) {
            throw new CliException(ExitCode.BAD_DATA, e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CliException(ExitCode.MISSING_FILE, "vectors must be there: file=" + e.getFile(), e);
        } catch (IOException e) {
            throw CliException.unreadable("vectors", "directory=" + directory, e);
        }
        List<String> differences = vectors.stream()
                .map(VectorPlayer::play)
                .filter(Objects::nonNull)
                .toList();
        differences.forEach(terminal::print);
        terminal.print((differences.isEmpty() ? "OK" : "VIOLATION") + "  vectors=" + vectors.size() + " different="
                + differences.size());
        return differences.isEmpty() ? ExitCode.OK : ExitCode.VIOLATION;
    }
}
