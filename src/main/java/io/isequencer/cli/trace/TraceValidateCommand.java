package io.isequencer.cli.trace;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The command {@code trace validate}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#VIOLATION} if a trace does not fit.
 * </ul>
 */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        header = "Checks with TLC that recorded runs are behaviours of the specification.",
        description = {
            "",
            "Each line of a trace must be a step of tla/Sequencer.tla and change what the sequencer was seen to change, "
                    + "no more and no less. The first line that fits no action is shown, with the actions that were "
                    + "possible there.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  isequencer replay --seed 17 --trace-json run.ndjson", "  isequencer trace validate run.ndjson"})
public final class TraceValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Traces: NDJSON, as --trace and --trace-json write.")
    private List<Path> files;

    public TraceValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("isequencer.home", "."));
        boolean valid = true;
        for (int i = 0; i < files.size(); i++) {
            TraceFile trace = TraceFile.read(files.get(i));
            Path work =
                    home.resolve("target/tlc/trace-" + ProcessHandle.current().pid() + "-" + i);
            TraceVerdict verdict =
                    new TraceValidator(trace, home.resolve("tla"), work, TraceValidator.WINDOW).validate();
            terminal.print(text(verdict));
            valid &= verdict.valid();
        }
        return (valid ? ExitCode.OK : ExitCode.VIOLATION).code();
    }

    static String text(TraceVerdict verdict) {
        String time = String.format(Locale.ROOT, "%.1f s", verdict.seconds());
        if (verdict.valid()) {
            return verdict.file() + ": " + verdict.steps() + " steps, all of the specification, " + time;
        }
        return verdict.file() + ": line " + verdict.misfit().number() + " fits no action, after " + verdict.steps()
                + " steps that fit, " + time + "\n  " + verdict.misfit().json() + "\n"
                + String.join("\n", verdict.explanation());
    }
}
