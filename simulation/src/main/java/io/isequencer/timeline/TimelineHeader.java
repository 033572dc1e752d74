package io.isequencer.timeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What stands above a timeline.
 *
 * <ul>
 *   <li><i>Units:</i> {@code faultsStoppedAt} is a step; -1 if they did not stop.
 * </ul>
 *
 * @param seed null if the steps come from no run, but from a proof: there is neither seed nor time
 * @param property the broken property; empty if all checks passed
 * @param message what was expected and what came; empty if all checks passed
 * @param mustHold the property in words, or empty
 * @param guards the rules that it guards, the nearest first, as {@code R10}
 * @param options what the run was made with, a number or a text each, in their order
 * @param replayCommand what makes the same run again
 * @param note one more sentence for the reader, or empty
 * @param docs where the protocol's document is: an address, or a path from the page
 * @param rules the rules' sentences by id, as {@code R10}; a rule that is absent is shown by its id only
 */
public record TimelineHeader(
        Long seed,
        String property,
        String message,
        String mustHold,
        List<String> guards,
        int owners,
        List<TimelineKey> keys,
        Map<String, Object> options,
        int faultsStoppedAt,
        String replayCommand,
        String note,
        String docs,
        Map<String, String> rules) {
    public TimelineHeader {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(mustHold, "mustHold");
        guards = List.copyOf(guards);
        keys = List.copyOf(keys);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Objects.requireNonNull(replayCommand, "replayCommand");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(docs, "docs");
        rules = Map.copyOf(rules);
    }

    /** With a sentence for the reader, such as that the run is minimal. */
    public TimelineHeader withNote(String text) {
        return copy(text, docs, rules);
    }

    /** With links to a document at another place. */
    public TimelineHeader withDocs(String place) {
        return copy(note, place, rules);
    }

    /** With the rules in words. */
    public TimelineHeader withRules(Map<String, String> sentences) {
        return copy(note, docs, sentences);
    }

    private TimelineHeader copy(String newNote, String newDocs, Map<String, String> newRules) {
        return new TimelineHeader(
                seed,
                property,
                message,
                mustHold,
                guards,
                owners,
                keys,
                options,
                faultsStoppedAt,
                replayCommand,
                newNote,
                newDocs,
                newRules);
    }
}
