package io.isequencer.proof.check;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.Table;
import io.isequencer.proof.term.Symbol;
import java.util.OptionalLong;

/**
 * What is known of the state that was reached. Symbols that no step needs are not kept, and covered events are forgotten;
 * what follows from the rest is known all the same:
 *
 * <ul>
 *   <li>The highest number of a key up to an offset is that of the events that are kept, or of those below them. The stored
 *       number is at least that of the events below, which are all below the stored checkpoint, and at most that of the
 *       whole log. So it is known where a kept event has a number above the stored one, and at the end of the log.
 *   <li>A number above the highest one of its key stands in no event.
 * </ul>
 */
final class StateFacts implements Judgement.Facts {
    private final Protocol protocol;
    private final FloorOfLog floor;
    private final Table stored;
    private final Table top;
    private final long checkpoint;
    private final long endBefore;
    private final long stepsKey;
    private final long storedOfStepsKey;
    private boolean twice;

    /** Made before the step, for the states before and after it. */
    StateFacts(Protocol protocol, FloorOfLog floor, RecordedStep step) {
        stepsKey = RecordedStep.key(step.workspace(), step.seqId());
        storedOfStepsKey = protocol.table(Variables.STORED).get(0, stepsKey, 0);
        this.protocol = protocol;
        this.floor = floor;
        stored = protocol.table(Variables.STORED);
        top = protocol.table(Variables.TOP);
        checkpoint = protocol.table(Variables.CHECKPOINT).plain(0);
        endBefore = protocol.table(Variables.END).plain(0);
    }

    /** Whether the step has replaced an event. */
    void twice(boolean value) {
        twice = value;
    }

    @Override
    public OptionalLong value(Symbol function, long[] arguments) {
        if (function.equals(Variables.HIGHEST)) {
            return highest(arguments[0], arguments[1], arguments[2]);
        }
        if (function.equals(Variables.FIRST)) {
            return first(arguments[0], arguments[1], arguments[2]);
        }
        if (function.equals(Variables.TWICE)) {
            return OptionalLong.of(twice ? 1 : 0);
        }
        if (Protocol.CONSTANTS.containsKey(function)) {
            return OptionalLong.of(Protocol.CONSTANTS.get(function));
        }
        boolean forgotten = arguments.length > 0
                && (function.equals(Variables.TAKEN) || function.equals(Variables.TOP))
                && arguments[0] >= 1
                && arguments[0] < floor.lowest();
        return forgotten || !protocol.state.has(function)
                ? OptionalLong.empty()
                : OptionalLong.of(protocol.state.get(function, arguments));
    }

    private OptionalLong highest(long upTo, long workspace, long seq) {
        long offset = Math.min(upTo, protocol.table(Variables.END).plain(0));
        if (offset < 1) {
            return OptionalLong.of(0);
        }
        long lowest = floor.lowest();
        if (offset < lowest - 1 || lowest > Math.max(checkpoint, 1)) {
            return OptionalLong.empty();
        }
        long key = Table.key(workspace, seq);
        long kept = 0;
        for (long each = lowest; each <= offset; each++) {
            kept = Math.max(kept, top.get(each, key, 0));
        }
        long below = key == stepsKey ? storedOfStepsKey : stored.get(0, key, 0);
        return kept >= below || offset >= endBefore ? OptionalLong.of(Math.max(kept, below)) : OptionalLong.empty();
    }

    private OptionalLong first(long workspace, long seq, long number) {
        OptionalLong highest = highest(protocol.table(Variables.END).plain(0), workspace, seq);
        boolean above = highest.isPresent() && number > highest.getAsLong();
        return above ? OptionalLong.of(0) : OptionalLong.empty();
    }
}
