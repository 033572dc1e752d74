package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Action;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.faulty.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class FailureLogTest {
    private static final Pattern LOGGED = Pattern.compile("(flusher|actualizer): failure (\\d+) in a row");
    private static final Pattern LISTENER_LOGGED = Pattern.compile("must not throw: (failures=\\d+), step");

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final World world = new World();
    private final HandCrew crew = new HandCrew();
    private final Map<Operation, Integer> failures = new EnumMap<>(Operation.class);
    private final ThreadedSequencer sequencer =
            world.byHand(crew, PARAMS.withCloseTimeoutMs(10), new LruCache(9), StepListener.NONE);

    @BeforeEach
    void capture() {
        world.hook = this::failOrGo;
        System.setErr(new PrintStream(captured, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(stderr);
    }

    @Test
    void aFlushThatKeepsFailingIsLoggedMoreAndMoreRarely() throws InterruptedException {
        ready();
        failures.put(Operation.WRITE, 20);
        world.commit(sequencer, 5);
        crew.settleWithAlarms();
        assertEquals(2, world.memory.readCheckpoint());
        assertEquals(List.of("flusher 1", "flusher 2", "flusher 4", "flusher 8", "flusher 16"), logged());
    }

    @Test
    void aSuccessEndsTheRow() throws InterruptedException {
        ready();
        for (int round = 0; round < 3; round++) {
            failures.put(Operation.WRITE, 1);
            world.commit(sequencer, 5);
            crew.settleWithAlarms();
        }
        assertEquals(List.of("flusher 1", "flusher 1", "flusher 1"), logged());
    }

    @Test
    void aRebuildThatKeepsFailingIsLoggedMoreAndMoreRarely() throws InterruptedException {
        failures.put(Operation.SCAN, 9);
        ready();
        assertEquals(List.of("actualizer 1", "actualizer 2", "actualizer 4", "actualizer 8"), logged());
    }

    @Test
    void aCheckpointThatWasReadEndsTheRow() throws InterruptedException {
        failures.put(Operation.READ_CHECKPOINT, 1);
        failures.put(Operation.SCAN, 1);
        ready();
        assertEquals(List.of("actualizer 1", "actualizer 1"), logged());
    }

    @Test
    void aScanThatCameThroughEndsTheRow() throws InterruptedException {
        failures.put(Operation.SCAN, 1);
        ready();
        failures.put(Operation.READ_CHECKPOINT, 1);
        sequencer.actualize();
        crew.settleWithAlarms();
        assertEquals(List.of("actualizer 1", "actualizer 1"), logged());
    }

    @Test
    void aListenerThatKeepsThrowingIsLoggedMoreAndMoreRarely() {
        SafeListener listener = new SafeListener((step, state) -> {
            throw new IllegalStateException("broken listener");
        });
        for (int i = 0; i < 9; i++) {
            listener.onStep(new StepListener.Step(Action.START, 0, 0, 1), null);
        }
        assertEquals(
                List.of("failures=1", "failures=2", "failures=4", "failures=8"),
                LISTENER_LOGGED
                        .matcher(captured.toString(UTF_8))
                        .results()
                        .map(hit -> hit.group(1))
                        .toList());
    }

    @Test
    void aCloseSaysSoIfItLeavesACallBehind() {
        sequencer.begin();
        sequencer.close();
        assertEquals(1, said("a storage or log call hangs: closed after 10 ms without it"));
    }

    @Test
    void aCloseInTimeSaysNothing() throws InterruptedException {
        ready();
        sequencer.beginClose();
        crew.settle();
        sequencer.close();
        assertEquals(0, said("hangs"));
    }

    @Test
    void aCrewThatEndsInTimeSaysNothing() {
        new Workers(1, 120_000).close();
        assertEquals(0, said("hangs"));
    }

    @Test
    void aCrewSaysSoIfItInterruptsWork() {
        try (Workers workers = new Workers(1, 1)) {
            WorkersTest.hang(workers);
        }
        assertEquals(1, said("a storage or log call hangs: its thread is interrupted and abandoned"));
    }

    private void ready() throws InterruptedException {
        sequencer.begin();
        crew.settleWithAlarms();
        assertTrue(sequencer.awaitReady(0));
    }

    private long said(String words) {
        return captured.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(words))
                .count();
    }

    private void failOrGo(Operation operation) {
        if (failures.merge(operation, -1, Integer::sum) >= 0) {
            Hook.failing(operation).before(operation);
        }
    }

    private List<String> logged() {
        Matcher matcher = LOGGED.matcher(captured.toString(UTF_8));
        return matcher.results().map(hit -> hit.group(1) + " " + hit.group(2)).toList();
    }
}
