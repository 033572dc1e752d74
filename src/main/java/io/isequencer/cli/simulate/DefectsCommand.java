package io.isequencer.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.simulation.defects.Defect;
import io.isequencer.simulation.defects.DefectLab;
import io.isequencer.simulation.defects.DefectReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code defects}: plants each known defect and sees whether it is found.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#DEFECT_SURVIVED} if one is not found.
 * </ul>
 */
@Command(
        name = "defects",
        mixinStandardHelpOptions = true,
        header = "Plants known protocol defects, one at a time, and checks that the simulation finds each.",
        description = {
            "",
            "A defect is a small wrong change of the source, compiled apart. A check that lets it live proves nothing.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  isequencer defects", "  isequencer defects --defect R10-prune-without-comparing --json"})
public final class DefectsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Option(names = "--defect", paramLabel = "ID", description = "Only this one.")
    private String id;

    @Option(
            names = "--max-seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Seeds per defect (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Also write each defect's shrunk capsule there.")
    private Path corpus;

    public DefectsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("isequencer.home", "."));
        List<Defect> defects = defects(home.resolve("simulation/defects"));
        List<DefectReport> reports = new ArrayList<>();
        DefectLab lab = new DefectLab(home, home.resolve("target/defects"));
        for (Defect defect : defects) {
            long start = System.nanoTime();
            DefectReport report = lab.hunt(defect, seeds, 2000);
            reports.add(report);
            if (!json) {
                terminal.print(row(report, (System.nanoTime() - start) / 1e9));
            }
            writeCapsule(report);
        }
        long survived = reports.stream().filter(report -> !report.killed()).count();
        terminal.print(
                json
                        ? json(reports, survived)
                        : String.format("%d of %d defects found", reports.size() - survived, reports.size()));
        return (survived == 0 ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
    }

    private List<Defect> defects(Path directory) {
        try {
            List<Defect> all = Defect.readAll(directory);
            List<Defect> chosen = all.stream()
                    .filter(defect -> id == null || defect.id().equals(id))
                    .toList();
            if (chosen.isEmpty()) {
                throw new CliException(ExitCode.USAGE, "defect must be one of " + directory + ": defect=" + id);
            }
            return chosen;
        } catch (IOException failure) {
            throw new CliException(ExitCode.MISSING_FILE, "defects must be readable: directory=" + directory, failure);
        }
    }

    private static String row(DefectReport report, double seconds) {
        String found = report.killed()
                ? String.format(Locale.ROOT, "seed %d, %s, %d moves", report.seed(), report.property(), report.moves())
                : "SURVIVED";
        return String.format(
                Locale.ROOT,
                "%-44s %-4s %-44s %5.1f s",
                report.defect().id(),
                report.defect().rule(),
                found,
                seconds);
    }

    private String json(List<DefectReport> reports, long survived) {
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", survived == 0 ? "PASS" : ExitCode.DEFECT_SURVIVED.name());
        ArrayNode defects = root.putArray("defects");
        for (DefectReport report : reports) {
            ObjectNode node = defects.addObject();
            node.put("id", report.defect().id());
            node.put("rule", report.defect().rule());
            ObjectNode killedBy = node.putObject("killedBy");
            if (report.killed()) {
                ObjectNode simulation = killedBy.putObject("simulation");
                simulation.put("seed", report.seed());
                simulation.put("property", report.property());
                simulation.put("moves", report.moves());
            }
        }
        return root.toString();
    }

    private void writeCapsule(DefectReport report) {
        if (corpus == null || !report.killed()) {
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
