package io.isequencer.simulation.run;

import io.isequencer.api.NumberKey;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.SimLog;
import io.isequencer.simulation.world.SimStorage;
import io.isequencer.spi.LogEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a log and a storage must look like, said a second time: it shares no line with the reference model. */
final class LogJudge {
    private LogJudge() {}

    /** @throws Violation Unique, Monotone, Dense, DenseOffsets or CheckpointSound */
    static void judge(Options options, SimLog log, SimStorage storage) {
        Map<NumberKey, Long> last = new HashMap<>();
        Map<NumberKey, Set<Long>> issued = new HashMap<>();
        for (long plogOffset = 1; plogOffset < log.end(); plogOffset++) {
            LogEvent event = log.event(plogOffset);
            require(event.plogOffset() == plogOffset, Property.DENSE_OFFSETS, "offset " + plogOffset);
            for (int i = 0; i < event.size(); i++) {
                NumberKey key = new NumberKey(event.wsId(), event.seqId(i));
                long number = event.number(i);
                String where = key + " has " + number + " at offset " + plogOffset;
                long before = last.getOrDefault(key, 0L);
                if (!event.explicit(i)) {
                    require(issued.computeIfAbsent(key, k -> new HashSet<>()).add(number), Property.UNIQUE, where);
                    require(number > before, Property.MONOTONE, where);
                    long least = Options.initialValue(event.seqId(i) - 1);
                    require(number == Math.max(before + 1, least), Property.DENSE, where);
                }
                last.put(key, Math.max(before, number));
                boolean covered = plogOffset < storage.checkpoint();
                long stored = storage.number(options.keyOf(key.wsId(), key.seqId()));
                require(!covered || stored >= number, Property.CHECKPOINT_SOUND, where + ", stored " + stored);
            }
        }
    }

    private static void require(boolean holds, Property property, String message) {
        if (!holds) {
            throw Violation.safety(property, message);
        }
    }
}
