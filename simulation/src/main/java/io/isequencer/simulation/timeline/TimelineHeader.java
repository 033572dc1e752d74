package io.isequencer.simulation.timeline;

import io.isequencer.simulation.Options;
import io.isequencer.simulation.RunResult;
import io.isequencer.simulation.Violation;
import java.util.Map;
import java.util.Objects;

/**
 * What stands above a timeline.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Units:</i> {@code faultsStoppedAt} is a step; -1 if they did not stop.
 * </ul>
 *
 * @param property the broken property; empty if all checks passed
 * @param message what was expected and what came; empty if all checks passed
 * @param replayCommand what makes the same run again
 * @param note one more sentence for the reader, or empty
 * @param docs where the protocol's document is: an address, or a path from the page
 * @param rules the rules' sentences by id, as {@code R10}; a rule that is absent is shown by its id only
 */
public record TimelineHeader(
        long seed,
        Options options,
        String property,
        String message,
        int faultsStoppedAt,
        String replayCommand,
        String note,
        String docs,
        Map<String, String> rules) {
    private static final String DOCS = "docs/protocol.md";

    public TimelineHeader {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(replayCommand, "replayCommand");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(docs, "docs");
        rules = Map.copyOf(rules);
    }

    /** The header of a run that has ended. */
    public static TimelineHeader of(RunResult result, String replayCommand) {
        Violation violation = result.violation();
        return new TimelineHeader(
                result.seed(),
                result.options(),
                violation == null ? "" : violation.property(),
                violation == null ? "" : violation.getMessage(),
                result.movesWithFaults(),
                replayCommand,
                "",
                DOCS,
                Map.of());
    }

    /** With a sentence for the reader, such as that the run is minimal. */
    public TimelineHeader withNote(String text) {
        return new TimelineHeader(seed, options, property, message, faultsStoppedAt, replayCommand, text, docs, rules);
    }

    /** With links to a document at another place. */
    public TimelineHeader withDocs(String place) {
        return new TimelineHeader(seed, options, property, message, faultsStoppedAt, replayCommand, note, place, rules);
    }

    /** With the rules in words. */
    public TimelineHeader withRules(Map<String, String> sentences) {
        return new TimelineHeader(
                seed, options, property, message, faultsStoppedAt, replayCommand, note, docs, sentences);
    }
}
