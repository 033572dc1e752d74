package io.isequencer.cli.data;

import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Text;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.segment.maintenance.LogRetention;

/**
 * {@code plog --drop-below}: drops events that the stored numbers cover, and only those.
 *
 * <ul>
 *   <li><i>Errors:</i> as {@link PartitionDirectory#dropBelow}.
 * </ul>
 */
final class PlogDrop {
    private final Terminal terminal;
    private final PartitionDirectory directory;

    PlogDrop(Terminal terminal, PartitionDirectory directory) {
        this.terminal = terminal;
        this.directory = directory;
    }

    /** @param consent whether to do it; else it is only said what would go */
    ExitCode below(long plogOffset, boolean consent) {
        if (!consent) {
            tell(directory.planDrop(plogOffset));
            return ExitCode.OK;
        }
        LogRetention.Dropped dropped = directory.dropBelow(plogOffset);
        terminal.tell(Text.counted(dropped.segments(), "segment") + " deleted, the numbers of "
                + Text.counted(dropped.keys(), "key") + " are kept for the dropped events");
        terminal.print("dropped: " + Text.counted(dropped.events(), "event") + "; the log begins at offset "
                + dropped.begin());
        return ExitCode.OK;
    }

    private void tell(LogRetention.Plan plan) {
        terminal.print(
                plan.segments() == 0
                        ? "would drop: nothing, no segment has only events below the offset"
                        : "would drop: " + Text.counted(plan.begin() - plan.from(), "event") + " in "
                                + Text.counted(plan.segments(), "segment") + " of " + plan.bytes()
                                + " bytes; the log would begin at offset " + plan.begin()
                                + "; nothing was changed, --yes does it");
    }
}
