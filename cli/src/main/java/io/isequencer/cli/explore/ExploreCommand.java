package io.isequencer.cli.explore;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.PlantedDefects;
import io.isequencer.cli.Terminal;
import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.FileTrouble;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.model.WrongReadingConfig;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.relation.Relation;
import io.isequencer.simulation.explore.Exploration;
import io.isequencer.simulation.explore.ExploreResult;
import io.isequencer.simulation.explore.RelationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code explore}: is the core the specification?
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#VIOLATION} if code and specification differ, {@link
 *       ExitCode#DEFECT_SURVIVED} if a planted difference is not seen.
 * </ul>
 */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        header =
                "Takes the core through all schedules of a small configuration and compares it with TLC's state graph.",
        description = {
            "",
            "Each state that the production code reaches, and each step between two, must be one of tla/Sequencer.tla, "
                    + "and the other way round. The configurations are the files of tla/explore.",
            "",
            "With --relation they are compared with the relation that is proved (proof/README.md) instead: each state "
                    + "must satisfy the invariant, and the relation must allow exactly these steps.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer explore --config small --json",
            "  ./isequencer explore --defect R10-prune-without-comparing",
            "  ./isequencer explore --wrong R4_CheckpointN2",
            "  ./isequencer explore --relation --config all"
        })
@Exits({ExitCode.VIOLATION, ExitCode.UNKNOWN, ExitCode.VACUOUS, ExitCode.DEFECT_SURVIVED, ExitCode.MISSING_FILE})
public final class ExploreCommand implements Callable<Integer> {
    private static final String WORK = "explore";

    /** Each configuration but the largest. */
    private static final String ALL = "all";

    private static final String TOO_LARGE = "deep";

    private final Terminal terminal;

    @Option(
            names = "--config",
            paramLabel = "NAME",
            defaultValue = "tiny",
            description = "tiny, small, explicit, late, two-owners, two-keys or deep (default: ${DEFAULT-VALUE}); "
                    + "with --relation also all, which is each of them but deep.")
    private String config;

    @Option(names = "--relation", description = "Compares with the relation that is proved, not with TLC's graph.")
    private boolean relation;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(names = "--code-only", description = "Checks the invariants only, without TLC.")
    private boolean codeOnly;

    @Option(
            names = "--defect",
            paramLabel = "ID",
            split = ",",
            description = "With each of these planted defects in the code, which must be seen; all: all of them.")
    private List<String> defect;

    @Option(
            names = "--wrong",
            paramLabel = "NAME",
            description = "With this wrong reading in the specification (see tla/Rules.tla), which must be seen.")
    private String wrong;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "Gives up when the code has more states than this (default: ${DEFAULT-VALUE}).")
    private int maxStates;

    public ExploreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (wrong != null && (codeOnly || defect != null)) {
            throw new CliException(ExitCode.USAGE, "--wrong must be without --code-only and --defect: wrong=" + wrong);
        }
        if (codeOnly && defect != null) {
            throw new CliException(ExitCode.USAGE, "--code-only must be without --defect: defect=" + defect);
        }
        if (relation && codeOnly) {
            throw new CliException(
                    ExitCode.USAGE, "--relation must be without --code-only, which compares nothing: config=" + config);
        }
        try {
            if (relation && config.equals(ALL)) {
                return exploreAll();
            }
            Path cfg = ExploreConfigs.file(config);
            if (defect != null) {
                return plant(cfg);
            }
            return relation ? exploreRelation(cfg) : explore(cfg);
        } catch (IOException failure) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "the exploration's files must be readable and writable: directory=" + ProjectHome.work(WORK)
                            + ", cause=" + FileTrouble.cause(failure),
                    failure);
        }
    }

    private int exploreRelation(Path cfg) throws IOException {
        Set<String> readings = wrong == null ? Set.of() : Set.of(wrong);
        if (wrong != null) {
            KnownNames.require(
                    "wrong", "a wrong reading of tla", wrong, WrongReadingConfig.readings(ProjectHome.specification()));
        }
        RelationResult result =
                new Exploration(config, cfg, maxStates).compareWith(Relation.wrong(readings), Invariant.parts());
        terminal.print(json ? RelationReport.json(result) : RelationReport.text(result, wrong));
        if (wrong != null) {
            return (result.graph().different() ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
        }
        return end(result).code();
    }

    /** All together must show all that there is. */
    private int exploreAll() throws IOException {
        if (defect != null || wrong != null) {
            throw new CliException(
                    ExitCode.USAGE, "--defect and --wrong must be with one configuration: config=" + config);
        }
        List<RelationResult> worlds = new ArrayList<>();
        for (Map.Entry<String, Path> world : ExploreConfigs.files().entrySet()) {
            if (!world.getKey().equals(TOO_LARGE)) {
                RelationResult result = new Exploration(world.getKey(), world.getValue(), maxStates)
                        .compareWith(Relation.right(), Invariant.parts());
                worlds.add(result);
                if (!json) {
                    terminal.print(ExploreReport.text(result.graph(), null, "relation"));
                }
            }
        }
        List<String> unseen = RelationResult.unseen(worlds);
        ExitCode end = worlds.stream()
                .map(ExploreCommand::end)
                .filter(each -> each != ExitCode.OK)
                .findFirst()
                .orElse(unseen.isEmpty() && !worlds.isEmpty() ? ExitCode.OK : ExitCode.VACUOUS);
        terminal.print(json ? RelationReport.json(worlds, unseen, end) : RelationReport.unseen(unseen));
        return end.code();
    }

    private static ExitCode end(RelationResult result) {
        ExitCode end = result.graph().different() ? ExitCode.VIOLATION : ExitCode.UNKNOWN;
        return result.graph().same() ? ExitCode.OK : end;
    }

    private int explore(Path cfg) throws IOException {
        Path work = ProjectHome.work(WORK);
        Path directory = work.resolve(wrong == null ? config : config + "-" + wrong);
        Path tla = ProjectHome.specification();
        Path modules = tla;
        Path checked = cfg;
        if (wrong != null) {
            modules = work.resolve(config + "-" + wrong + "-spec");
            KnownNames.require("wrong", "a wrong reading of tla", wrong, WrongReadingConfig.readings(tla));
            checked = WrongReadingConfig.write(tla, cfg, wrong, modules);
        }
        if (codeOnly) {
            ExploreResult alone = new Exploration(config, cfg, maxStates).codeOnly();
            terminal.print(json ? ExploreReport.json(alone) : ExploreReport.text(alone, wrong));
            ExitCode end = alone.complete() ? ExitCode.OK : ExitCode.UNKNOWN;
            return (alone.violated() != null ? ExitCode.VIOLATION : end).code();
        }
        ExploreResult result = new Exploration(config, cfg, maxStates)
                .compareWithTlc(modules.resolve("MC.tla"), checked, directory, tlcFlags());
        terminal.print(json ? ExploreReport.json(result) : ExploreReport.text(result, wrong));
        if (wrong != null) {
            return (result.different() ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
        }
        ExitCode end = result.different() ? ExitCode.VIOLATION : ExitCode.UNKNOWN;
        return (result.same() ? ExitCode.OK : end).code();
    }

    private int plant(Path cfg) throws IOException {
        Path home = ProjectHome.path();
        Path work = ProjectHome.work(WORK);
        Path directory = PlantedDefects.directory(home);
        List<Defect> defects = defect.contains("all")
                ? PlantedDefects.all(home).stream()
                        .filter(each -> !each.beyond().contains("explorer"))
                        .toList()
                : PlantedDefects.named(home, defect);
        // Runs side by side must not share it.
        String name = config + "-" + ProcessHandle.current().pid() + ".dot";
        Path graph = work.resolve(name);
        if (!relation) {
            Exploration.writeGraph(ProjectHome.specification().resolve("MC.tla"), cfg, graph, tlcFlags());
        }
        DefectLab lab = new DefectLab(home, work.resolve("defects"));
        int survived = 0;
        List<String> rows = new ArrayList<>();
        for (Defect each : defects) {
            Defect driven = each.inExplorer(directory);
            int most = Math.min(maxStates, 500_000);
            String[] seen = relation ? lab.exploreRelation(driven, cfg, most) : lab.explore(driven, cfg, graph, most);
            survived += seen.length == 0 ? 1 : 0;
            String row = ExploreReport.row(each.id(), seen, json);
            rows.add(row);
            if (!json) {
                terminal.print(row);
            }
        }
        Files.deleteIfExists(graph);
        if (json) {
            String verdict = survived == 0 ? "PASS" : ExitCode.DEFECT_SURVIVED.name();
            terminal.print("{\"verdict\":\"" + verdict + "\",\"defects\":[" + String.join(",", rows) + "]}");
        } else {
            terminal.print(
                    String.format(Locale.ROOT, "%d of %d defects seen", defects.size() - survived, defects.size()));
        }
        return (survived == 0 ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
    }

    /** What takes seconds must be quick to compile; what takes minutes must be compiled well. */
    private List<String> tlcFlags() {
        Stream<String> flags =
                config.equals("tiny") ? Stream.of("-XX:TieredStopAtLevel=1", "-Xshare:auto") : Stream.of("-Xmx6g");
        return flags.toList();
    }
}
