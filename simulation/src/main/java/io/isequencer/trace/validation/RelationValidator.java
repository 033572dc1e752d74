package io.isequencer.trace.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.RelationChecker;
import io.isequencer.proof.check.RelationChecker.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Follows a trace with the proved relation, line by line: in constant memory for however many lines, in some bytes for each
 * key.
 */
public final class RelationValidator {
    /** A look at the clock costs as much as a step. */
    private static final int LOOK_EVERY = 1 << 10;

    private static final double TELL_EVERY_SECONDS = 0.5;

    private final Path file;
    private final LongConsumer progress;
    private final Stopwatch watch = new Stopwatch();
    private final RelationChecker checker = new RelationChecker();
    private final StepReader reader = new StepReader(checker.names());
    private final FastLine fast = new FastLine(checker.names());
    private final RecordedStep step = new RecordedStep();
    private double told;
    private long number;

    /**
     * Validates a trace.
     *
     * @param file for messages
     * @param progress is given now and then the number of steps that fit
     */
    public RelationValidator(Path file, LongConsumer progress) {
        this.file = file;
        this.progress = progress;
    }

    /**
     * Reads a file.
     *
     * @param decoder makes UTF-8 of the file's bytes
     */
    public TraceVerdict validate(UnaryOperator<InputStream> decoder) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CheckFailedException(Kind.MISSING_FILE, "trace must be a readable file: file=" + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return validate(decoder.apply(in));
        } catch (IOException | UncheckedIOException e) {
            throw new CheckFailedException(Kind.BAD_DATA, "trace must be lines of UTF-8: file=" + file, e);
        }
    }

    private TraceVerdict validate(InputStream in) throws IOException {
        LineStream lines = new LineStream(in);
        while (next(lines)) {
            TraceVerdict misfit = judge(lines);
            if (misfit != null) {
                return misfit;
            }
        }
        if (checker.steps() == 0) {
            throw new CheckFailedException(
                    Kind.BAD_DATA, "trace must have a header and at least one line: file=" + file);
        }
        return soFar(false);
    }

    /**
     * Reads what is still being written, until it ends; a line that is torn then is left. Whoever knows that nothing more has
     * come so far calls {@link #tellProgress}.
     */
    public TraceVerdict follow(InputStream in) throws IOException {
        LineStream lines = new LineStream(in);
        while (next(lines)) {
            if (!lines.isWhole()) {
                return soFar(true);
            }
            TraceVerdict misfit = judge(lines);
            if (misfit != null) {
                return misfit;
            }
        }
        return soFar(false);
    }

    private boolean next(LineStream lines) throws IOException {
        number++;
        try {
            return lines.next();
        } catch (BadTraceException e) {
            throw refused(e);
        }
    }

    private CheckFailedException refused(BadTraceException problem) {
        return new CheckFailedException(
                Kind.BAD_DATA, file + ": line " + number + ": " + problem.getMessage(), problem);
    }

    private TraceVerdict soFar(boolean torn) {
        return new TraceVerdict(file, checker.steps(), null, false, torn, List.of(), watch.seconds());
    }

    /** Returns null if the line fits. */
    private TraceVerdict judge(LineStream lines) throws IOException {
        try {
            if (number == 1) {
                reader.header(StepReader.parse(lines.text()), checker);
                return null;
            }
            Answer answer = take(lines);
            if (answer != Answer.FITS) {
                return misfit(answer, lines.text());
            }
        } catch (BadTraceException e) {
            throw refused(e);
        }
        if (number % LOOK_EVERY == 0) {
            tellProgress();
        }
        return null;
    }

    /** Tells how many steps fit, unless that was told a moment ago. */
    public void tellProgress() {
        if (watch.seconds() > told + TELL_EVERY_SECONDS) {
            told = watch.seconds();
            progress.accept(checker.steps());
        }
    }

    private Answer take(LineStream lines) throws IOException {
        if (fast.read(lines.bytes(), lines.from(), lines.to(), step)) {
            Answer answer = checker.take(step);
            if (answer == Answer.FITS) {
                return answer;
            }
        }
        // Whatever is wrong with a line, its text is read strictly first.
        JsonNode json = StepReader.parse(lines.text());
        reader.read(json, step);
        if (step.kind().hasOwner()) {
            fast.know(step.owner());
        }
        return checker.take(step);
    }

    private TraceVerdict misfit(Answer answer, String text) {
        TraceVerdict.Line line = new TraceVerdict.Line(number, text);
        if (answer == Answer.UNDECIDED) {
            return new TraceVerdict(
                    file,
                    checker.steps(),
                    line,
                    true,
                    false,
                    List.of("it needs an event that was forgotten: too many were never covered by a checkpoint"),
                    watch.seconds());
        }
        return new TraceVerdict(file, checker.steps(), line, false, false, checker.explain(step), watch.seconds());
    }
}
