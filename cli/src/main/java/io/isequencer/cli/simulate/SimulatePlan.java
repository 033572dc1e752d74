package io.isequencer.cli.simulate;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.render.RelationJudge;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.SecondJudge;
import io.isequencer.simulation.run.StorageKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a campaign shall do.
 *
 * @param seeds null: from 1 on, until the time is over
 * @param budget null: no limit
 * @param relation whether the proved relation judges too
 */
record SimulatePlan(
        SeedRange seeds,
        int moves,
        Set<FaultKind> faults,
        StorageKind storage,
        Duration budget,
        int jobs,
        boolean allowVacuous,
        boolean relation) {

    Campaign campaign() {
        return new Campaign(moves, faults, storage, relation ? new RelationJudge() : SecondJudge.NONE);
    }

    long firstSeed() {
        return seeds == null ? 1 : seeds.first();
    }

    boolean allFaults() {
        return faults.size() == FaultKind.values().length;
    }

    String faultList() {
        if (allFaults()) {
            return "all";
        }
        return faults.isEmpty()
                ? "none"
                : EnumSet.copyOf(faults).stream().map(FaultKind::id).collect(Collectors.joining(","));
    }

    /** The command line that does the same with the seeds that were run. */
    String command(SeedRange run) {
        StringBuilder command = new StringBuilder("./isequencer simulate --seeds ").append(run);
        if (moves != 2000) {
            command.append(" --ops ").append(moves);
        }
        if (!allFaults()) {
            command.append(" --faults ").append(faultList());
        }
        if (storage != StorageKind.SIM) {
            command.append(" --storage ").append(storage.id());
        }
        if (allowVacuous) {
            command.append(" --allow-vacuous");
        }
        if (relation) {
            command.append(" --relation");
        }
        return command.toString();
    }
}
