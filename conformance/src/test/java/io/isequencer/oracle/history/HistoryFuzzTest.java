package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.recording.HistoryWriter;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damages a real history at random, in ways of which each must be refused. */
@Timeout(300)
@Tag("lengthy")
class HistoryFuzzTest {
    private static final Pattern NUMBER = Pattern.compile("\"[np]\":\"(\\d+)\"|\\[[12],\"(\\d+)\"");
    private static final int ROUNDS = 400;
    private static List<String> history;

    @BeforeAll
    static void record() throws InterruptedException {
        StringWriter out = new StringWriter();
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        MemoryStorage storage = new MemoryStorage();
        MemoryEventLog log = new MemoryEventLog();
        SplittableRandom random = new SplittableRandom(7);
        try (HistoryWriter writer = new HistoryWriter(out, params.seqTypes());
                SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(params, writer.over(1, storage), log)) {
            EventLog recordedLog = writer.over(1, log);
            assertTrue(sequencer.awaitReady(10_000));
            Sequencer recorded = writer.open(1, params.maxUnflushedValues(), sequencer);
            for (int i = 0; i < 200; i++) {
                long wsId = random.nextInt(5);
                LogEvent.Builder event = LogEvent.builder(recorded.start(1, wsId), 1, wsId);
                for (int k = 0; k <= random.nextInt(3); k++) {
                    int seqId = 1 + random.nextInt(2);
                    event.add(seqId, recorded.next(seqId));
                }
                recordedLog.append(event.build());
                recorded.flush();
            }
            recorded.close();
        }
        history = out.toString().lines().toList();
        assertNull(Histories.check(history).breach());
    }

    @Test
    void aChangedNumberIsRefused() {
        eachIsRefused((line, random) -> line.matches(".*\"e\":\"(?:start|next|append)\".*"), (lines, at, random) -> {
            Matcher numbers = NUMBER.matcher(lines.get(at));
            List<int[]> places = new ArrayList<>();
            while (numbers.find()) {
                int group = numbers.group(1) == null ? 2 : 1;
                places.add(new int[] {numbers.start(group), numbers.end(group)});
            }
            if (places.isEmpty()) {
                return false;
            }
            int[] place = places.get(random.nextInt(places.size()));
            String line = lines.get(at);
            long changed = Long.parseLong(line.substring(place[0], place[1])) + 1 + random.nextInt(100_000);
            lines.set(at, line.substring(0, place[0]) + changed + line.substring(place[1]));
            return true;
        });
    }

    @Test
    void aLineThatIsLeftOutIsRefused() {
        // Without a flush the next start is one too many; without the last one nobody can know.
        eachIsRefused(
                (line, random) -> line.matches(".*\"e\":\"(?:start|next|append|flush)\".*"), (lines, at, random) -> {
                    lines.remove(at);
                    return lines.subList(at, lines.size()).stream().anyMatch(line -> line.contains("\"e\":\"start\""));
                });
    }

    @Test
    void aLineThatComesTwiceIsRefused() {
        eachIsRefused(
                (line, random) -> line.matches(".*\"e\":\"(?:start|next|append|flush|open)\".*"),
                (lines, at, random) -> {
                    lines.add(at, lines.get(at));
                    return true;
                });
    }

    private interface Damage {
        /** Returns false if the history may still be right. */
        boolean to(List<String> lines, int at, SplittableRandom random);
    }

    private static void eachIsRefused(BiPredicate<String, SplittableRandom> candidate, Damage damage) {
        int damaged = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> lines = new ArrayList<>(history);
            int at = random.nextInt(lines.size());
            if (candidate.test(lines.get(at), random) && damage.to(lines, at, random)) {
                damaged++;
                String before = history.get(at);
                HistoryVerdict.Breach breach = Histories.check(lines).breach();
                int line = at;
                assertNotNull(breach, () -> "goes unnoticed: line=" + (line + 1) + ", was=" + before);
                assertTrue(breach.line() > at - 1, "not before the damage: " + breach);
                assertNull(Histories.check(lines.subList(0, (int) breach.line() - 1))
                        .breach());
            }
        }
        assertTrue(damaged > ROUNDS / 3, "damaged=" + damaged);
        assertEquals(null, Histories.check(history).breach());
    }
}
