package io.isequencer.simulation.fleet;

import io.isequencer.spi.StepListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The last steps of one partition's owners, in words. */
final class PartitionTrace {
    static final int NONE = -1;

    private static final int LINES = 60;

    private final Agenda agenda;
    private final int traced;
    private final Deque<String> lines = new ArrayDeque<>();

    /** @param traced the partition's number, or {@link #NONE} */
    PartitionTrace(Agenda agenda, int traced) {
        this.agenda = agenda;
        this.traced = traced;
    }

    StepListener of(FleetPartition partition, Machine machine) {
        if (partition.id() != traced) {
            return StepListener.NONE;
        }
        return (step, state) -> {
            if (lines.size() == LINES) {
                lines.remove();
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "%.6f s, machine %d: %s seqId=%d number=%d plogOffset=%d; then nextOffset=%d, %d pending",
                    agenda.nowUs() / 1e6,
                    machine.id(),
                    step.action().name(),
                    step.seqId(),
                    step.number(),
                    step.plogOffset(),
                    state.nextOffset(),
                    state.pendingSize()));
        };
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
