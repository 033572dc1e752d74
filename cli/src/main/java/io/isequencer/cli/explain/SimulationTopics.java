package io.isequencer.cli.explain;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.FaultProfile;
import io.isequencer.simulation.moves.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains the simulation's faults and marks. */
final class SimulationTopics {
    private SimulationTopics() {}

    static List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (FaultKind fault : FaultKind.values()) {
            topics.add(new Topic(
                    fault.id(), fault.description(), "Fault " + fault.id() + ": " + fault.description() + "."));
            all.append(String.format(Locale.ROOT, "%-24s %s\n", fault.id(), fault.description()));
        }
        all.append("\nProfiles, names for several:\n");
        for (FaultProfile profile : FaultProfile.values()) {
            String kinds = profile.faults().stream().map(FaultKind::id).collect(Collectors.joining(", "));
            all.append(String.format(Locale.ROOT, "%-24s %s\n", profile.id(), kinds));
        }
        topics.add(0, new Topic("faults", "what the simulation does to a partition", all.toString()));
        for (Mark mark : Mark.values()) {
            topics.add(new Topic(mark.id(), mark.description(), "Mark " + mark.id() + ": " + mark.description() + "."));
        }
        return topics;
    }
}
