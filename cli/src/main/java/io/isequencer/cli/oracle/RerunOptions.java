package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Reruns;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/**
 * How often the cases are run.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} for a number of runs that is none.
 * </ul>
 */
final class RerunOptions {
    private static final int MAX_ROUNDS = 1_000_000;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Run all of it N times. A case fails if one of its runs does.")
    private Integer rounds;

    @Option(
            names = "--until-failure",
            description =
                    "End at the first failure that no baseline lists. Without --repeat, run until there is one, or"
                            + " until a signal asks for the verdict on what was run.")
    private boolean untilFailure;

    /** @param isFailure whether a result is one that is not expected */
    Reruns reruns(Predicate<CaseResult> isFailure) {
        return new Reruns(rounds(), untilFailure ? isFailure : result -> false, true);
    }

    boolean isEndless() {
        return rounds() == 0;
    }

    /** How many rounds there are; 0 without end. */
    int rounds() {
        if (rounds != null && (rounds < 1 || rounds > MAX_ROUNDS)) {
            throw new CliException(ExitCode.USAGE, "repeat must be 1.." + MAX_ROUNDS + ": repeat=" + rounds);
        }
        if (rounds == null) {
            return untilFailure ? 0 : 1;
        }
        return rounds;
    }
}
