package io.isequencer.cli.simulate;

import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Version;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.Divergence;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code doctor}: is this machine fit for replays?
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#NOT_DETERMINISTIC} when two runs of a seed differ, or when the runs differ from
 *       those that this version makes on other machines.
 * </ul>
 */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Checks that the same seed gives the same run here as everywhere, and describes the machine.",
        description = {"", "Where two runs of a seed differ, it names the first move at which they do.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  ./isequencer doctor", "  ./isequencer doctor --seed 17"})
@Exits(ExitCode.NOT_DETERMINISTIC)
public final class DoctorCommand implements Callable<Integer> {
    /** The hash of {@link #SEEDS} seeds; it changes when the runs of seeds do. */
    public static final String EXPECTED_HASH = "9bb07e095aaee833";

    public static final int MOVES = 500;
    public static final int SEEDS = 25;

    private final Terminal terminal;

    @Option(names = "--seed", paramLabel = "N", description = "Compare two runs of this seed, too.")
    private Long seed;

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Runtime machine = Runtime.getRuntime();
        line("version", String.join(", ", Version.describe()));
        line(
                "machine",
                machine.availableProcessors() + " processors, heap up to " + (machine.maxMemory() >> 20) + " MiB, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        boolean sound = true;
        for (long each = 1; each <= SEEDS; each++) {
            sound &= compare(each);
        }
        if (seed != null) {
            sound &= compare(seed);
        }
        String hash = campaignHash();
        boolean expected = hash.equals(EXPECTED_HASH);
        line("hash", hash + (expected ? ", as everywhere" : ", expected " + EXPECTED_HASH));
        line("verdict", sound && expected ? "deterministic" : ExitCode.NOT_DETERMINISTIC.meaning());
        return (sound && expected ? ExitCode.OK : ExitCode.NOT_DETERMINISTIC).code();
    }

    /** The hash of the seeds 1 to {@link #SEEDS}. */
    public static String campaignHash() {
        Campaign campaign = new Campaign(MOVES, EnumSet.allOf(FaultKind.class));
        for (long each = 1; each <= SEEDS; each++) {
            campaign.run(each);
        }
        return String.format(Locale.ROOT, "%016x", campaign.hash());
    }

    private boolean compare(long each) {
        int first = Divergence.firstIn(each, Options.forSeed(each, MOVES, EnumSet.allOf(FaultKind.class)));
        if (first > 0) {
            line(
                    "diverged",
                    "seed " + each + " at move " + first + ": ./isequencer replay --trace --seed " + each + " --ops "
                            + MOVES + " --until " + first);
        }
        return first == 0;
    }

    private void line(String name, String text) {
        terminal.print(String.format(Locale.ROOT, "%-10s%s", name, text));
    }
}
