package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.input.TextInput;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.Baseline;
import io.isequencer.oracle.report.CheckReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * What is known to fail, in a file.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#MISSING_FILE} or {@link ExitCode#BAD_DATA}.
 * </ul>
 */
final class BaselineOptions {
    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "What is known to fail. The check ends with 0 only if exactly that does.")
    private Path file;

    @Option(
            names = "--update-baseline",
            description = "Write what fails now to the file of --baseline, in place of the baseline that is there.")
    private boolean update;

    /** Fails if what is asked for cannot be done: to be asked before the check. */
    void check(boolean force) {
        if (update && file == null) {
            throw new CliException(ExitCode.USAGE, "--update-baseline must come with --baseline FILE");
        }
        if (update) {
            output(force).check();
        }
    }

    /** What is expected; null if nothing is, or it is to be written. */
    Baseline expected() {
        return file == null || update ? null : read();
    }

    boolean toBeUpdated() {
        return update;
    }

    /** Writes what the report shows; the report compared with that. */
    CheckReport update(CheckReport report, boolean force, Terminal terminal) {
        if (report.isVacuous() || report.notRun() > 0) {
            throw new CliException(
                    report.count(Verdict.BROKE_PROTOCOL) > 0 ? ExitCode.ADAPTER : ExitCode.VACUOUS,
                    "a baseline must come of a check that ran all its cases: not run=" + report.notRun() + ", file="
                            + file);
        }
        Baseline baseline = Baseline.of(report.results());
        output(force).write(baseline.text());
        terminal.tell("wrote the baseline: listed=" + baseline.size() + ", file=" + file);
        return report.with(baseline);
    }

    /** A baseline may be replaced, since that is what is asked for; whatever else lies there may not. */
    private OutputFile output(boolean force) {
        return OutputFile.of("baseline", file, force || Files.exists(file) && isBaseline());
    }

    private boolean isBaseline() {
        try {
            read();
            return true;
        } catch (CliException other) {
            return false;
        }
    }

    private Baseline read() {
        try {
            return Baseline.parse(TextInput.read("baseline", file));
        } catch (Baseline.BadBaselineException e) {
            throw new CliException(ExitCode.BAD_DATA, e.getMessage() + ", file=" + file, e);
        } catch (IOException e) {
            throw CliException.unreadable("baseline", "file=" + file, e);
        }
    }
}
