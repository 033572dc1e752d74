package io.isequencer.cli;

import io.isequencer.api.NumberKey;
import io.isequencer.storage.mapdb.NumbersView;
import io.isequencer.storage.segment.LogRetention;
import io.isequencer.storage.segment.SegmentLogReader;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * {@code plog --drop-below}: drops events that the stored numbers cover, and only those.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} if the numbers do not cover them; as {@link
 *       LogRetention}.
 *   <li><i>Source:</i> rule R13; CheckpointSound.
 * </ul>
 */
final class PlogDrop {
    private final Terminal terminal;
    private final DataDirectory directory;

    PlogDrop(Terminal terminal, DataDirectory directory) {
        this.terminal = terminal;
        this.directory = directory;
    }

    /** @param consent whether to do it; else it is only said what would go */
    ExitCode below(long plogOffset, boolean consent) {
        directory.requireKnownNames();
        LogRetention.Dropped dropped = LogRetention.dropBelow(directory.plog(), plogOffset, plan -> {
            requireCovered(plogOffset, plan.numbers(), consent);
            if (!consent) {
                tell(plan);
            }
            return consent;
        });
        if (!consent) {
            return ExitCode.OK;
        }
        terminal.tell(Counts.counted(dropped.segments(), "segment") + " deleted, the numbers of "
                + Counts.counted(dropped.keys(), "key") + " are kept for the dropped events");
        terminal.print("dropped: " + Counts.counted(dropped.events(), "event") + "; the log begins at offset "
                + dropped.begin());
        return ExitCode.OK;
    }

    private void tell(LogRetention.Plan plan) {
        terminal.print(
                plan.segments() == 0
                        ? "would drop: nothing, no segment has only events below the offset"
                        : "would drop: " + Counts.counted(plan.begin() - plan.from(), "event") + " in "
                                + Counts.counted(plan.segments(), "segment") + " of " + plan.bytes()
                                + " bytes; the log would begin at offset " + plan.begin()
                                + "; nothing was changed, --yes does it");
    }

    /** CheckpointSound, key by key, for the events that are about to go. */
    private void requireCovered(long plogOffset, SortedMap<NumberKey, Long> numbers, boolean consent) {
        NumbersView view;
        try (SegmentLogReader log = directory.readLog()) {
            view = directory.readNumbers(log);
        }
        if (view.state() != NumbersView.State.USABLE) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "numbers must be stored in good order before events are dropped, run sequence once: state="
                            + view.state() + ", file=" + directory.numbersFile());
        }
        if (view.checkpoint() < plogOffset) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "OFFSET must be at most the checkpoint: drop-below=" + plogOffset + ", checkpoint="
                            + view.checkpoint());
        }
        NumberKey uncovered = firstUncovered(view, numbers);
        if (uncovered != null) {
            if (consent) {
                directory.discardNumbers();
            }
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "stored numbers must cover the events to drop, --yes makes the next start of sequence rebuild them: key="
                            + uncovered + ", inTheLog=" + numbers.get(uncovered));
        }
    }

    private static NumberKey firstUncovered(NumbersView view, SortedMap<NumberKey, Long> numbers) {
        Map<NumberKey, Long> stored = new HashMap<>();
        for (NumbersView.Value value : view.values()) {
            stored.put(new NumberKey(value.wsId(), value.seqId()), value.number());
        }
        return numbers.keySet().stream()
                .filter(key -> stored.getOrDefault(key, 0L) < numbers.get(key))
                .findFirst()
                .orElse(null);
    }
}
