package io.isequencer.cli.sequence;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Progress;
import io.isequencer.cli.StopSignal;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.input.TextInput;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.storage.directory.PartitionFiles;
import io.isequencer.storage.directory.PartitionOptions;
import io.isequencer.storage.mapdb.NumbersStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code sequence}: numbers the events of an input and prints them when they are durable.
 *
 * <ul>
 *   <li><i>Errors:</i> as {@link SequenceRun} says; a failed storage or log call ends the run too.
 * </ul>
 */
@Command(
        name = "sequence",
        mixinStandardHelpOptions = true,
        header = "Numbers the events of an input, durably.",
        description = {
            "",
            "Input: one JSON object a line, at most 1 MiB:",
            "  {\"ref\":\"a1\",\"wsKind\":1,\"wsId\":\"7\",\"seqIds\":[1,2,2]}",
            "asks for a number of sequence 1 and two of sequence 2 in workspace 7. With",
            "  \"explicit\":[{\"seqId\":2,\"number\":\"300000\"}]",
            "the event already carries numbers; they are reported to the sequencer before it issues the others. 64-bit values "
                    + "may be strings or numbers. Blank lines are ignored.",
            "",
            "Output: one line per event, in the order of the log, printed when the event is durable:",
            "  {\"ref\":\"a1\",\"plogOffset\":\"1\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":1,\"number\":\"1\"},…]}",
            "with one entry in numbers per seqId asked for, in order; explicit numbers follow in \"explicit\".",
            "",
            "The input is text in UTF-8, or with its byte order mark in UTF-16 or UTF-32, plain or packed with gzip: its "
                    + "first bytes tell.",
            "",
            "After a crash or kill run it again with --resume and the same input: nothing is numbered twice, nothing is "
                    + "lost. What became durable just before a kill may not have been printed; plog shows it. With each "
                    + "event the log keeps a digest of the input up to its line: --resume takes no other input, and none "
                    + "whose earlier lines were edited.",
            "",
            "Each input is a stream with a name. A log that already holds events is continued only with --resume, or "
                    + "with --append for a further stream; otherwise the exit code is 64. --resume then "
                    + "resumes that one.",
            "",
            "A history is handed to the operating system before an event is printed, and outlives a kill, not a power "
                    + "failure. The next run with the same FILE writes its own life behind it: judge them as one.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer sequence --data /tmp/d events.ndjson > numbered.ndjson",
            "  ./isequencer sequence --data /tmp/d --resume events.ndjson >> numbered.ndjson",
            "  ./isequencer sequence --data /tmp/d --append tuesday.ndjson.gz >> numbered.ndjson",
            "  ./isequencer sequence --storage postgres --url jdbc:postgresql://db/orders --partition p1 events.ndjson",
            "  ./isequencer sequence --storage cassandra --contact db1:9042,db2:9042 --keyspace orders --partition p1"
                    + " events.ndjson",
            "  tail -n +1 -f events.ndjson | ./isequencer sequence --data /tmp/d --resume"
        })
@Exits(ExitCode.MISSING_FILE)
public final class SequenceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--types",
            paramLabel = "FILE",
            description = "The declared sequences: [{\"wsKind\":1,\"seqId\":1,\"initialValue\":\"1\"},…]. Without it "
                    + "those of the data directory; in a new one wsKind 1 with seqId 1 from 1 and seqId 2 from 200001.")
    private Path types;

    @ArgGroup
    private GoOn goOn;

    /** How to continue behind the events that are there. */
    private static final class GoOn {
        @Option(
                names = "--resume",
                description = "Continue the log's last stream: skip the input up to the last line that is in the log, "
                        + "which must be as it was.")
        private boolean resume;

        @Option(
                names = "--append",
                description = "Number the whole input behind the events that are there, as a further stream.")
        private boolean append;
    }

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = "The input's name in the log; else its file's, without .gz, or stdin.")
    private String stream;

    @Option(names = "--skip-bad", description = "Report bad lines and continue; the exit code is 0.")
    private boolean skipBad;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write each step of the sequencer into a new file, to be checked with trace validate; slow.")
    private Path trace;

    @Option(
            names = "--generation-events",
            paramLabel = "N",
            defaultValue = "" + NumbersStore.DEFAULT_GENERATION_EVENTS,
            description =
                    "Copy the numbers after every N events, or as many as there are keys if that is more. A start "
                            + "after a crash reads at most that many events again, and those of one write. Default: "
                            + "${DEFAULT-VALUE}.")
    private long generationEvents;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description =
                    "Write the history of calls, log and storage, to be checked with oracle history; behind those "
                            + "of earlier runs, if the file holds them.")
    private Path history;

    @Option(names = "--force", description = "Replace the files of --trace and --history if they are there.")
    private boolean force;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The input; stdin if absent or -.")
    private Path file;

    public SequenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (generationEvents < 1) {
            throw new CliException(ExitCode.USAGE, "N must be >= 1: generation-events=" + generationEvents);
        }
        requireOutside("history", history);
        requireOutside("trace", trace);
        SeqTypes askedTypes = types == null ? null : SeqTypesFile.read(types);
        if (fromStdin()) {
            // Not closed: a read may be under way.
            return sequence(terminal.in(), 0, askedTypes).code();
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CliException(ExitCode.MISSING_FILE, "input must be a readable file: file=" + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return sequence(in, Files.size(file), askedTypes).code();
        }
    }

    /** A file that the directory does not know would be in the way of its next opening. */
    private void requireOutside(String role, Path output) {
        if (store.isDatabase()) {
            return;
        }
        Path directory = store.directory().path();
        if (output != null && absolute(output).startsWith(absolute(directory))) {
            throw new CliException(
                    ExitCode.USAGE,
                    role + " must be outside of the data directory: " + role + "=" + output + ", data=" + directory);
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private boolean fromStdin() {
        return file == null || file.toString().equals("-");
    }

    private StreamStart.Mode mode() {
        if (goOn == null) {
            return StreamStart.Mode.NEW;
        }
        return goOn.resume ? StreamStart.Mode.RESUME : StreamStart.Mode.APPEND;
    }

    private ExitCode sequence(InputStream in, long inputBytes, SeqTypes askedTypes) {
        TextInput text = new TextInput("input", in);
        LineReader reader = LineReader.start(text);
        StopSignal signal = StopSignal.install(reader::stop);
        StreamStart[] start = new StreamStart[1];
        PartitionOptions options = PartitionOptions.DEFAULT
                .withSeqTypes(askedTypes)
                .withGenerationEvents(generationEvents)
                .withFirstLook(
                        log -> start[0] = StreamStart.of(log, mode(), stream, fromStdin() ? null : file, terminal))
                .withRemarks(terminal::tell);
        try (PartitionFiles files = open(options);
                SequencerRuntime runtime = SequencerRuntime.create()) {
            Progress progress = new Progress(terminal, inputBytes);
            Tracing tracing = new Tracing(trace, history, force);
            FailureWatch watch = new FailureWatch();
            SequencerParams params = files.params();
            tracing.with(runtime, params, watch.over(files.numbers()), watch.over(files.log()), sequencer -> {
                GroupCommit group = new GroupCommit(tracing.log(), terminal.out(), tracing);
                EventNumberer numbering = new EventNumberer(sequencer, tracing.log(), watch, progress, reader::stopped);
                EventCommandParser parser = new EventCommandParser(params.seqTypes());
                SequenceRun run = new SequenceRun(
                        terminal, reader, parser, numbering, group, start[0], progress, text::sourcePosition, skipBad);
                run(run, progress);
            });
            return reader.stopped() ? ExitCode.TERMINATED : ExitCode.OK;
        } finally {
            reader.stop();
            signal.finished();
        }
    }

    private PartitionFiles open(PartitionOptions options) {
        return store.isDatabase()
                ? store.openDatabase(options.seqTypes(), options.firstLook())
                : store.directory().open(options);
    }

    private void run(SequenceRun run, Progress progress) {
        boolean quiet = false;
        try {
            run.run();
        } catch (CliException failure) {
            quiet = failure.exitCode() == ExitCode.OUTPUT_CLOSED;
            throw failure;
        } finally {
            progress.erase();
            if (!quiet) {
                double seconds = progress.seconds();
                terminal.tell(run.counts().summary()
                        + String.format(
                                Locale.ROOT,
                                " in %.2f s (%.0f events/s)",
                                seconds,
                                run.counts().events() / Math.max(seconds, 1e-3)));
            }
        }
    }
}
