package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.simulation.Capsule;
import io.isequencer.simulation.Shrinker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code shrink}: a 1-minimal capsule.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} if the capsule does not fail any more.
 * </ul>
 */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        header = "Makes a capsule 1-minimal: without any one of its moves it no longer fails.",
        footerHeading = "%nExamples:%n",
        footer = {"  isequencer shrink simulation-failures/seed-17.json --to small.json"})
public final class ShrinkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CAPSULE", description = "A capsule that simulate wrote.")
    private Path file;

    @Option(names = "--to", paramLabel = "FILE", description = "Where the result goes (default: over the capsule).")
    private Path target;

    public ShrinkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Capsule capsule = CapsuleFiles.read(file);
        Shrinker shrinker = new Shrinker(capsule);
        Capsule small;
        try {
            small = shrinker.shrink();
        } catch (IllegalArgumentException passes) {
            throw new CliException(ExitCode.BAD_DATA, file + ": " + passes.getMessage(), passes);
        }
        Path written = target == null ? file : target;
        CapsuleFiles.write(written, small);
        terminal.tell(capsule.size() + " moves shrunk to " + small.size() + " in " + shrinker.replays() + " replays: "
                + small.message());
        terminal.tell("replay with: ./isequencer replay --trace " + written);
        return ExitCode.OK.code();
    }
}
