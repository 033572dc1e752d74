package io.isequencer.cli;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.NumbersStore;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
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
            "the event brings numbers along; they are told to the sequencer before it issues the others. 64-bit values "
                    + "may be strings or numbers. Blank lines are passed over.",
            "",
            "Output: one line per event, in the order of the log, printed when the event is durable:",
            "  {\"ref\":\"a1\",\"plogOffset\":\"1\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":1,\"number\":\"1\"},…]}",
            "with one entry in numbers per seqId asked for, in order; explicit numbers follow in \"explicit\".",
            "",
            "After a crash or kill run it again with --resume and the same input: nothing is numbered twice, nothing is "
                    + "lost. What became durable just before a kill may not have been printed; plog shows it.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  isequencer sequence --data /tmp/d events.ndjson > numbered.ndjson",
            "  isequencer sequence --data /tmp/d --resume events.ndjson >> numbered.ndjson",
            "  tail -f events.ndjson | isequencer sequence --data /tmp/d"
        })
final class SequenceCommand implements Callable<Integer> {
    /** Keys that may wait for the flusher: many, since a write to MapDB costs milliseconds. */
    private static final int MAX_UNFLUSHED_VALUES = 20_000;

    private final Terminal terminal;

    @Mixin
    private DataOption data;

    @Option(
            names = "--types",
            paramLabel = "FILE",
            description = "The declared sequences: [{\"wsKind\":1,\"seqId\":1,\"initialValue\":\"1\"},…]. Without it "
                    + "those of the data directory; in a new one wsKind 1 with seqId 1 from 1 and seqId 2 from 200001.")
    private Path types;

    @Option(names = "--resume", description = "Skip the input up to the last line that is in the log.")
    private boolean resume;

    @Option(names = "--skip-bad", description = "Report bad lines and go on; the exit code is 0.")
    private boolean skipBad;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write each step of the sequencer, to be checked with trace validate; slow.")
    private Path trace;

    @Option(
            names = "--generation-events",
            paramLabel = "N",
            defaultValue = "" + NumbersStore.DEFAULT_GENERATION_EVENTS,
            description =
                    "Copy the numbers each time so many events are stored, or as many as there are keys if that is "
                            + "more. A start after a crash reads at most so much of the log again, and what one write "
                            + "brought. Default: ${DEFAULT-VALUE}.")
    private long generationEvents;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Write the history of calls, log and storage, to be checked with oracle history.")
    private Path history;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The input; stdin if absent or -.")
    private Path file;

    SequenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (generationEvents < 1) {
            throw new CliException(ExitCode.USAGE, "N must be >= 1: generation-events=" + generationEvents);
        }
        SeqTypesFile askedTypes = types == null ? null : SeqTypesFile.read(types);
        boolean fromStdin = file == null || file.toString().equals("-");
        if (fromStdin) {
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

    private ExitCode sequence(InputStream in, long inputBytes, SeqTypesFile askedTypes) {
        DataDirectory directory = data.directory();
        directory.create();
        LineReader reader = LineReader.start(in);
        StopSignal signal = StopSignal.install(reader::stop);
        try (SegmentEventLog log = directory.openLog()) {
            SeqTypesFile chosen = directory.types(askedTypes, log.end() == 1);
            Resume from = resume ? Resume.after(log) : Resume.none();
            if (!resume && log.end() > 1) {
                terminal.tell("the log has " + Counts.counted(log.end() - 1, "event")
                        + ": the input is appended behind them (--resume skips what is there)");
            }
            Progress progress = new Progress(terminal, inputBytes);
            Tracing tracing = new Tracing(trace, history);
            withNumbers(directory, log, chosen.toSeqTypes(), tracing, (sequencer, watch) -> {
                GroupCommit group = new GroupCommit(watch.over(log), terminal.out());
                Numbering numbering = new Numbering(sequencer, tracing.log(), watch, progress, reader::stopped);
                EventCommandParser parser = new EventCommandParser(chosen.toSeqTypes());
                run(new SequenceRun(terminal, reader, parser, numbering, group, from, progress, skipBad), progress);
            });
            return reader.stopped() ? ExitCode.TERMINATED : ExitCode.OK;
        } finally {
            reader.stop();
            signal.finished();
        }
    }

    /** Works with a sequencer over the numbers, which are sealed at the end. */
    private void withNumbers(
            DataDirectory directory,
            SegmentEventLog log,
            SeqTypes seqTypes,
            Tracing tracing,
            BiConsumer<Sequencer, Watch> work) {
        Watch watch = new Watch();
        try (SequenceStorage storage = directory.openNumbers(log, generationEvents, terminal)) {
            SequencerParams params = SequencerParams.of(seqTypes).withMaxUnflushedValues(MAX_UNFLUSHED_VALUES);
            try (SequencerRuntime runtime = SequencerRuntime.create()) {
                tracing.with(
                        runtime,
                        params,
                        watch.over(storage),
                        watch.over(log),
                        sequencer -> work.accept(sequencer, watch));
            }
        }
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
                                run.counts().events / Math.max(seconds, 1e-3)));
            }
        }
    }
}
