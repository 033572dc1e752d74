package io.isequencer.cli;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.MapDbStorage;
import io.isequencer.storage.segment.LogRetention;
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

    ExitCode below(long plogOffset) {
        LogRetention.Dropped dropped = LogRetention.dropBelow(directory.plog(), plogOffset, this::requireCovered);
        terminal.tell(Counts.counted(dropped.segments(), "segment") + " deleted, the numbers of "
                + Counts.counted(dropped.keys(), "key") + " are kept for the dropped events");
        terminal.print("dropped: " + Counts.counted(dropped.events(), "event") + "; the log begins at offset "
                + dropped.begin());
        return ExitCode.OK;
    }

    /** CheckpointSound, key by key, for the events that are about to go. */
    private void requireCovered(long begin, SortedMap<NumberKey, Long> numbers) {
        NumbersFile file = directory.numbers();
        if (!file.closedProperly()) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "numbers must be stored in good order before events are dropped, run sequence once: file="
                            + file.file());
        }
        file.mark();
        long checkpoint;
        NumberKey uncovered;
        try (SequenceStorage storage = MapDbStorage.open(file.file())) {
            checkpoint = storage.readCheckpoint();
            uncovered = checkpoint < begin ? null : firstUncovered(storage, numbers);
        }
        if (uncovered != null) {
            // The marker stays: the next start rebuilds the numbers.
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "stored numbers must cover the events to drop, they are rebuilt at the next start: key=" + uncovered
                            + ", inTheLog=" + numbers.get(uncovered));
        }
        file.unmark();
        if (checkpoint < begin) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "events to drop must be below the checkpoint: offset=" + begin + ", checkpoint=" + checkpoint);
        }
    }

    private static NumberKey firstUncovered(SequenceStorage storage, SortedMap<NumberKey, Long> numbers) {
        return numbers.keySet().stream()
                .filter(key -> storage.readNumber(key.wsId(), key.seqId()) < numbers.get(key))
                .findFirst()
                .orElse(null);
    }
}
