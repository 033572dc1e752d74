package io.isequencer.trace.validation;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.laboratory.ScratchFile;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.model.Tlc;
import io.isequencer.model.TlcOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Has TLC walk along a trace, window by window: each begins in the very state in which TLC ended the one before, so what
 * is proved is that the whole trace is one behaviour.
 *
 * <p>Windows bound what TLC keeps at a time; events of the log that no later line touches are left out (see Forget in
 * module {@code TraceCheck}). The cost of a step still grows with the keys of its state, and so that of a trace with the
 * square of its length where keys keep coming.
 *
 * <ul>
 *   <li><i>Threading:</i> one use; several validators may run side by side in directories of their own.
 *   <li><i>Errors:</i> {@link CheckFailedException} with {@link Kind#INTERNAL} if TLC itself fails.
 * </ul>
 */
public final class TraceValidator {
    public static final int WINDOW = 20_000;

    /** A cut of the log each so many lines: often enough to keep it short, seldom enough to be cheap. */
    private static final int FORGET_EVERY = 50;

    /** Enough for some numbers of lines. */
    private static final int TAIL_BYTES = 4_096;

    private final TraceFile trace;
    private final TraceModule module;
    private final Tlc tlc;
    private final int window;
    private final long[] oldest;
    private final IntConsumer progress;

    /**
     * Validates a trace.
     *
     * @param tla the specification's directory
     * @param work may be emptied
     * @param window how many lines TLC gets at a time
     */
    public TraceValidator(TraceFile trace, Path tla, Path work, int window) {
        this(trace, tla, work, window, lines -> {});
    }

    /** Reports every half second how many lines fit so far. */
    public TraceValidator(TraceFile trace, Path tla, Path work, int window, IntConsumer progress) {
        this.progress = progress;
        this.trace = trace;
        this.window = window;
        Path modules = work.resolve("modules");
        copyModules(tla, modules);
        module = new TraceModule(trace, modules);
        tlc = new Tlc(work.resolve("run"), trace.lines().size() > WINDOW ? Tlc.medium() : Tlc.small());
        oldest = oldestOffsets(trace.lines());
    }

    public TraceVerdict validate() {
        Stopwatch watch = new Stopwatch();
        String state = trace.initialState();
        List<TraceLine> lines = trace.lines();
        for (int from = 0; from < lines.size(); from += window) {
            int to = Math.min(from + window, lines.size());
            TlcOutput output = run(state, from, to, "TraceNext");
            int fitting = fitting(output, from);
            if (fitting < to) {
                String before = fitting == from ? state : end(run(state, from, fitting, "TraceNext"));
                TraceLine misfit = lines.get(fitting);
                return new TraceVerdict(
                        trace.file(),
                        fitting,
                        new TraceVerdict.Line(misfit.number(), misfit.json()),
                        false,
                        false,
                        explain(before, fitting),
                        watch.seconds());
            }
            state = end(output);
        }
        return new TraceVerdict(trace.file(), lines.size(), null, false, false, List.of(), watch.seconds());
    }

    private List<String> explain(String state, int misfit) {
        TlcOutput output = run(state, misfit, misfit + 1, "ExplainNext");
        List<String> text = new ArrayList<>(new TraceExplanation(output.lines()).text());
        text.addAll(trace.shifts());
        return text;
    }

    private TlcOutput run(String state, int from, int to, String next) {
        boolean explains = next.equals("ExplainNext");
        List<String> window = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (!explains && i % FORGET_EVERY == 0) {
                window.add("<<\"Forget\", \"none\", <<" + oldest[i] + ">>, <<>>, 0>>");
            }
            // The number is printed when the line has been taken.
            String tla = trace.lines().get(i).tla();
            window.add(tla.substring(0, tla.length() - 2) + ", " + (i + 1) + ">>");
        }
        module.write(state, window, next);
        TlcOutput output = tlc.run(
                module.module(),
                module.config(),
                List.of("-workers", "1"),
                file -> progress.accept(fittingSoFar(file, from)));
        if (output.exit() != 0) {
            throw new CheckFailedException(
                    Kind.INTERNAL,
                    "TLC must be able to read the trace: lines=" + (from + 2) + ".." + (to + 1) + ", "
                            + output.error());
        }
        return output;
    }

    /** How many lines fit, those before the window included. */
    private static int fitting(TlcOutput output, int from) {
        return fitting(output.lines(), from);
    }

    /** The same of a run that goes on; the first and the last line of what is read may be cut. */
    static int fittingSoFar(Path output, int from) {
        try (InputStream in = Files.newInputStream(output)) {
            in.skipNBytes(Math.max(0, Files.size(output) - TAIL_BYTES));
            List<String> tail = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int end = Math.max(0, tail.size() - 1);
            return fitting(tail.subList(Math.min(1, end), end), from);
        } catch (IOException unreadable) {
            return from;
        }
    }

    private static int fitting(List<String> lines, int from) {
        int fitting = from;
        for (String line : lines) {
            if (!line.isEmpty() && line.length() < 10 && line.chars().allMatch(Character::isDigit)) {
                fitting = Math.max(fitting, Integer.parseInt(line));
            }
        }
        return fitting;
    }

    /** The state at the end of a window, as TLC prints it. */
    private static String end(TlcOutput output) {
        StringBuilder text = new StringBuilder();
        for (String line : output.lines()) {
            boolean begins = line.startsWith("<<\"END\"") || line.startsWith("<< \"END\"");
            if (text.isEmpty() && !begins) {
                continue;
            }
            if (line.startsWith("Model checking completed") || line.startsWith("Progress(")) {
                break;
            }
            text.append(line).append('\n');
        }
        if (text.isEmpty()) {
            throw new CheckFailedException(Kind.INTERNAL, "TLC must print the state at a window's end: found=nothing");
        }
        return text.toString();
    }

    /** For each line the smallest offset that it or a later one touches. */
    private static long[] oldestOffsets(List<TraceLine> lines) {
        long[] oldest = new long[lines.size()];
        long smallest = TraceLine.NO_OFFSET;
        for (int i = lines.size() - 1; i >= 0; i--) {
            smallest = Math.min(smallest, lines.get(i).plogOffset());
            // TLC's numbers end earlier.
            oldest[i] = Math.min(smallest, TlaWriter.MAX_NUMBER);
        }
        return oldest;
    }

    private static void copyModules(Path tla, Path directory) {
        if (!Files.isDirectory(tla)) {
            throw new CheckFailedException(
                    Kind.MISSING_FILE,
                    "the specification must be there: missing directory=" + tla + ProjectHome.ADVICE);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(tla, "*.tla")) {
            for (Path file : files) {
                ScratchFile.copy(file, directory.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new CheckFailedException(
                    Kind.MISSING_FILE, "the specification must be readable: directory=" + tla, e);
        }
    }
}
