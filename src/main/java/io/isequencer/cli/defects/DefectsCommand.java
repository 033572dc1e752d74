package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.simulation.defects.Defect;
import io.isequencer.simulation.defects.DefectReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code defects}: plants each known defect and sees which checks find it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#DEFECT_SURVIVED} if no check found one, or a check found
 *       none.
 * </ul>
 */
@Command(
        name = "defects",
        mixinStandardHelpOptions = true,
        header = "Plants known protocol defects, one at a time, and sees which checks find each.",
        description = {
            "",
            "A defect is a small wrong change of the source, compiled apart. A check that lets all of them live proves "
                    + "nothing, and a defect that all checks let live shows a gap. Without --column the simulation alone "
                    + "is asked.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  isequencer defects",
            "  isequencer defects --column all --out docs/kill-matrix",
            "  isequencer defects --defect R10-prune-without-comparing --column tlc,unit --json"
        })
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
            description = "Also write the matrix there, as PATH.md, PATH.html and PATH.json. What these hold of other "
                    + "defects and columns stays.")
    private Path out;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Also write each defect's shrunk capsule there.")
    private Path corpus;

    public DefectsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("isequencer.home", "."));
        List<Defect> all = read(home.resolve("simulation/defects"));
        List<Defect> defects = chosen(all);
        Columns columns = new Columns(home, seeds, this::writeCapsule);
        KillMatrix matrix = new KillMatrix(columns.named(names));
        MatrixFiles files = out == null ? null : new MatrixFiles(out);
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
                files.write(merged, verdict(merged.complete(), true));
            }
        });
        ExitCode verdict = verdict(matrix, ids == null);
        terminal.print(json ? MatrixJson.write(matrix, verdict) : MatrixText.summary(matrix));
        return verdict.code();
    }

    /** A few defects say nothing about a column. */
    private static ExitCode verdict(KillMatrix matrix, boolean whole) {
        boolean good = matrix.survivors().isEmpty() && (!whole || matrix.idle().isEmpty());
        return good ? ExitCode.OK : ExitCode.DEFECT_SURVIVED;
    }

    private List<Defect> chosen(List<Defect> all) {
        if (ids == null) {
            return all;
        }
        List<Defect> chosen =
                all.stream().filter(defect -> ids.contains(defect.id())).toList();
        if (chosen.size() < Set.copyOf(ids).size()) {
            throw new CliException(ExitCode.USAGE, "defects must be files of simulation/defects: defects=" + ids);
        }
        return chosen;
    }

    private static List<Defect> read(Path directory) {
        try {
            return Defect.readAll(directory);
        } catch (IOException failure) {
            throw new CliException(ExitCode.MISSING_FILE, "defects must be readable: directory=" + directory, failure);
        }
    }

    private void writeCapsule(DefectReport report) {
        if (corpus == null) {
            return;
        }
        try {
            Files.createDirectories(corpus);
            Files.writeString(corpus.resolve(report.defect().id() + ".json"), report.capsule());
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "corpus must be writable: directory=" + corpus, failure);
        }
    }
}
