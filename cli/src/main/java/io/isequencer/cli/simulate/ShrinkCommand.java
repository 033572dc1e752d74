package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.render.RelationJudge;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.simulation.run.Shrinker;
import io.isequencer.spi.StepListener;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code shrink}: a 1-minimal capsule.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} if the capsule does not fail any more, {@link ExitCode#VACUOUS} if its moves are
 *       impossible.
 * </ul>
 */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        header = "Makes a capsule 1-minimal: without any one of its moves it no longer fails.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./isequencer shrink simulation-failures/seed-17.json --to small.json"})
@Exits({ExitCode.VACUOUS, ExitCode.MISSING_FILE})
public final class ShrinkCommand implements Callable<Integer> {
    private static final String SUFFIX = ".json";

    private final Terminal terminal;

    @Parameters(paramLabel = "CAPSULE", description = "A capsule that simulate wrote.")
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where the result goes (default: beside the capsule, as NAME-shrunk.json).")
    private Path target;

    @Mixin
    private ForceOption force = new ForceOption();

    public ShrinkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Capsule capsule = CapsuleFiles.read(file);
        OutputFile output = OutputFile.of("to", target == null ? beside(file) : target, force.given());
        output.check();
        requireMoves(capsule);
        Shrinker shrinker = new Shrinker(capsule, RelationJudge.of(capsule));
        Capsule small;
        try {
            small = shrinker.shrink();
        } catch (IllegalArgumentException passes) {
            throw new CliException(ExitCode.BAD_DATA, file + ": " + passes.getMessage(), passes);
        }
        output.write(CapsuleJson.format(small));
        terminal.tell(capsule.size() + " moves shrunk to " + small.size() + " in " + shrinker.replays() + " replays: "
                + small.message());
        terminal.tell("replay with: ./isequencer replay --trace " + output.path());
        return ExitCode.OK.code();
    }

    /** What passes because its moves are impossible says nothing of the core. */
    private void requireMoves(Capsule capsule) {
        RunResult replayed = capsule.replay(RunObserver.NONE, StepListener.NONE, RelationJudge.of(capsule));
        Playback playback = new Playback(capsule, replayed);
        if (!playback.vacuity().isEmpty()) {
            throw new CliException(ExitCode.VACUOUS, file + ": " + playback.vacuity());
        }
    }

    private static Path beside(Path capsule) {
        String name = capsule.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return capsule.resolveSibling(stem + "-shrunk" + SUFFIX);
    }
}
