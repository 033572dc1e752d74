package io.isequencer.crash;

import io.isequencer.api.NumberKey;
import io.isequencer.api.SeqTypes;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Events to be numbered, and what an undisturbed run makes of them: counted here, not by the sequencer. */
final class CrashInput {
    static final int KIND = 1;
    static final SeqTypes TYPES = SeqTypes.DEFAULT;

    private static final int[][] SEQ_IDS = {{1}, {1, 2}, {1, 2, 2}, {2}, {}};

    private final List<Command> commands = new ArrayList<>();
    private final List<LogEvent> events = new ArrayList<>();
    private final Map<NumberKey, Long> last = new HashMap<>();

    /** @param explicit a number that comes with the event, for sequence 2; 0 for none */
    record Command(long wsId, int[] seqIds, long explicit, byte[] payload) {}

    CrashInput(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            long wsId = random.nextInt(4) - 1;
            byte[] payload = new byte[random.nextInt(5) == 0 ? random.nextInt(1_500) : random.nextInt(60)];
            random.nextBytes(payload);
            long highest = last.getOrDefault(new NumberKey(wsId, 2), 200_000L);
            long explicit = random.nextInt(9) == 0 ? Math.max(1, highest + random.nextInt(20) - 8) : 0;
            Command command = new Command(wsId, SEQ_IDS[random.nextInt(SEQ_IDS.length)], explicit, payload);
            commands.add(command);
            events.add(numbered(command, i + 1L));
        }
    }

    long end() {
        return events.size() + 1L;
    }

    Command at(long plogOffset) {
        return commands.get((int) plogOffset - 1);
    }

    List<LogEvent> range(long from, long end) {
        return events.subList((int) from - 1, (int) end - 1);
    }

    /** The highest number of each key below an offset. */
    Map<NumberKey, Long> highestBelow(long end) {
        Map<NumberKey, Long> highest = new HashMap<>();
        for (LogEvent event : range(1, end)) {
            for (int i = 0; i < event.size(); i++) {
                highest.merge(new NumberKey(event.wsId(), event.seqId(i)), event.number(i), Math::max);
            }
        }
        return highest;
    }

    private LogEvent numbered(Command command, long plogOffset) {
        LogEvent.Builder event = LogEvent.builder(plogOffset, KIND, command.wsId());
        if (command.explicit() > 0) {
            last.merge(new NumberKey(command.wsId(), 2), command.explicit(), Math::max);
            event.add(2, command.explicit(), true);
        }
        for (int seqId : command.seqIds()) {
            long initial = seqId == 1 ? 1 : 200_001;
            long number =
                    last.merge(new NumberKey(command.wsId(), seqId), initial, (old, first) -> Math.max(old + 1, first));
            event.add(seqId, number);
        }
        return event.payload(command.payload()).build();
    }
}
