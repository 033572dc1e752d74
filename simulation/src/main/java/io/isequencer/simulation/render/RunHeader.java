package io.isequencer.simulation.render;

import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.rules.Rule;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.timeline.TimelineHeader;
import io.isequencer.timeline.TimelineKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands above the timeline of a run. */
public final class RunHeader {
    private static final String DOCS = "docs/protocol.md";

    private RunHeader() {}

    /** The header of a run that has ended. */
    public static TimelineHeader of(RunResult result, String replayCommand) {
        Violation violation = result.violation();
        String name = violation == null ? "" : violation.property();
        Property property = Property.of(name).orElse(null);
        Options options = result.options();
        return new TimelineHeader(
                result.seed(),
                name,
                violation == null ? "" : violation.getMessage(),
                property == null ? "" : property.sentence(),
                property == null
                        ? List.of()
                        : property.rules().stream().map(Rule::name).toList(),
                options.owners(),
                keys(options),
                shown(options),
                result.movesWithFaults(),
                replayCommand,
                "",
                DOCS,
                Map.of());
    }

    private static List<TimelineKey> keys(Options options) {
        return KeyName.of(options).stream()
                .map(key -> new TimelineKey(key.name(), key.wsId(), key.seqId(), key.initialValue()))
                .toList();
    }

    private static Map<String, Object> shown(Options options) {
        String faults = options.faults().keySet().stream().map(FaultKind::id).collect(Collectors.joining(" "));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("owners", options.owners());
        shown.put("workspaces", options.workspaces());
        shown.put("sequences", options.sequences());
        shown.put("maxUnflushedValues", options.maxUnflushedValues());
        shown.put("numbersPerEvent", options.numbersPerEvent());
        shown.put("explicitNumbers", options.explicitNumbers() ? "yes" : "no");
        shown.put("retryDelay", options.retryDelayMs() + " ms");
        shown.put("faults", faults.isEmpty() ? "none" : faults);
        return shown;
    }
}
