package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.PlantedDefects;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectReport;
import io.isequencer.defects.matrix.KillMatrix;
import io.isequencer.defects.matrix.MatrixJson;
import io.isequencer.defects.matrix.MatrixText;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.spi.StepListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code defects}: plants each known defect and reports which checks detect it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#DEFECT_SURVIVED} if no check found one, or a check found
 *       none.
 * </ul>
 */
@Command(
        name = "defects",
        mixinStandardHelpOptions = true,
        header = "Plants known protocol defects, one at a time, and reports which checks detect each.",
        description = {
            "",
            "A defect is a small wrong change of the source, compiled apart. A check that detects none of them proves "
                    + "nothing, and a defect that no check detects shows a gap. Without --column only the simulation "
                    + "runs.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer defects",
            "  ./isequencer defects --column all --out docs/kill-matrix",
            "  ./isequencer defects --defect R10-prune-without-comparing --column tlc,unit --json"
        })
@Exits({ExitCode.DEFECT_SURVIVED, ExitCode.MISSING_FILE})
public final class DefectsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--defect", paramLabel = "ID", split = ",", description = "Only these.")
    private List<String> ids;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "simulation",
            description = "The checks to run: " + Columns.NAMES + ", or all (default: ${DEFAULT-VALUE}).")
    private List<String> names;

    @Option(
            names = "--max-seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Seeds of the simulation per defect (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "Also write the matrix there, as PATH.md and PATH.json. What these hold of other defects and "
                    + "columns stays.")
    private Path out;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Also write each defect's shrunk capsule there.")
    private Path corpus;

    @Mixin
    private ForceOption force = new ForceOption();

    public DefectsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = ProjectHome.path();
        List<Defect> all = PlantedDefects.all(home);
        List<Defect> defects = chosen(home, all);
        if (corpus != null) {
            defects.forEach(defect -> capsuleFile(defect).check());
        }
        Columns columns = new Columns(home, seeds, this::writeCapsule);
        KillMatrix matrix = new KillMatrix(columns.named(names));
        MatrixFiles files = out == null ? null : new MatrixFiles(out, force.given());
        KillMatrix earlier = files == null ? matrix : files.read(columns.named(List.of("all")), all);
        if (files != null && (ids == null || earlier.control().isEmpty())) {
            matrix.runControl();
        }
        matrix.run(defects, row -> {
            if (!json) {
                terminal.print(MatrixText.row(row));
            }
            if (files != null) {
                // After each row: a run that is cut off loses little.
                KillMatrix merged = matrix.over(earlier, all);
                files.write(merged, merged.complete().passed(true));
            }
        });
        boolean passed = matrix.passed(ids == null);
        terminal.print(json ? MatrixJson.write(matrix, passed) : MatrixText.summary(matrix));
        return (passed ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
    }

    private List<Defect> chosen(Path home, List<Defect> all) {
        if (ids == null) {
            return all;
        }
        return PlantedDefects.named(home, ids);
    }

    /** The corpus is for the sound core: moves that it has no place for are written down as such. */
    private void writeCapsule(DefectReport report) {
        if (corpus != null) {
            Capsule found = CapsuleJson.parse(report.capsule());
            Capsule mended = found.mended(found.replay(RunObserver.NONE, StepListener.NONE));
            capsuleFile(report.defect()).write(CapsuleJson.format(mended));
        }
    }

    private OutputFile capsuleFile(Defect defect) {
        return OutputFile.of("corpus", corpus.resolve(defect.id() + ".json"), force.given());
    }
}
