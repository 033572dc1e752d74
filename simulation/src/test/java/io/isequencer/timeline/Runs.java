package io.isequencer.timeline;

import io.isequencer.rules.Property;
import io.isequencer.rules.Rule;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.render.Framer;
import io.isequencer.simulation.render.RunHeader;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.Run;
import io.isequencer.simulation.run.RunResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs to draw. The core has no defect, so what is drawn as a failure is a sound run under a made-up verdict. */
final class Runs {
    /** A flusher writes 1 while the client publishes 2; then an append comes late, a write too, and the owner crashes. */
    static final List<String> STORY = List.of(
            "0 Restart",
            "0 ActStep",
            "0 ActIo",
            "0 ActIo",
            "0 Start",
            "0 Next",
            "0 Read",
            "0 Fill",
            "0 Append",
            "0 Flush",
            "0 FlStep",
            "0 FlSync",
            "0 FlWrite",
            "0 FlTimeout",
            "0 Start",
            "0 Next",
            "0 AppendUnknownLate",
            "0 Actualize",
            "0 LandWrite",
            "0 LandAppend",
            "0 Crash");

    private Runs() {}

    /** The page of a short run under the verdict that a pending number was lost. */
    static String shortFailure() {
        return shortRun("PendingSound", "PendingSound: w0/s1: expected at least 2; got 1");
    }

    static String shortRun(String property, String message) {
        return shortRun(property, message, STORY);
    }

    static String shortRun(String property, String message, List<String> story) {
        String moves = story.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        Capsule capsule = CapsuleJson.parse(String.format(Locale.ROOT, """
                {"format": "isequencer-capsule/1", "property": "", "message": "", "liveness": false, "seed": "42",
                 "options": {"owners": 1, "workspaces": 1, "sequences": 1, "maxUnflushedValues": 2, "numbersPerEvent": 2,
                  "steps": 100, "explicitNumbers": false, "retryDelayMs": 500, "faults": {"late-write": 1}},
                 "moves": %s}
                """, moves));
        TimelinePage page = new TimelinePage();
        Framer framer = new Framer(page);
        RunResult result = capsule.replay(framer, framer);
        TimelineHeader header = RunHeader.of(result, "./isequencer replay failure.json");
        Property text = Property.of(property).orElse(null);
        return page.html(new TimelineHeader(
                header.seed(),
                property,
                message,
                text == null ? "" : text.sentence(),
                text == null ? List.of() : text.rules().stream().map(Rule::name).toList(),
                header.owners(),
                header.keys(),
                header.options(),
                header.faultsStoppedAt(),
                header.replayCommand(),
                "",
                header.docs(),
                Map.of("R10", "The flusher forgets a pending value only if it is still the one that it wrote.")));
    }

    /** The page of a run that a seed picks, with faults of all kinds. */
    static String ofSeed(long seed, int steps) {
        TimelinePage page = new TimelinePage();
        Framer framer = new Framer(page);
        Options options = Options.forSeed(seed, steps, EnumSet.allOf(FaultKind.class));
        RunResult result = new Run(seed, options, framer, framer).execute();
        return page.html(RunHeader.of(result, "./isequencer replay --seed " + seed));
    }
}
