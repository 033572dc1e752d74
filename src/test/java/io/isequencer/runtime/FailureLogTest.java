package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.api.Sequencer;
import io.isequencer.spi.Action;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.faulty.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailureLogTest {
    private static final Pattern LOGGED = Pattern.compile("(flusher|actualizer): failure (\\d+) in a row");
    private static final Pattern LISTENER_LOGGED = Pattern.compile("must not throw: (failures=\\d+), step");

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final World world = new World();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(captured, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(stderr);
    }

    @Test
    void aFlushThatGoesOnFailingIsLoggedMoreAndMoreRarely() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            Sequencer sequencer = world.ready(runtime, PARAMS.withRetryDelayMs(0));
            world.hook = failing(Operation.WRITE, failures, 20);
            world.commit(sequencer, 5);
            Await.until("the flusher succeeds in the end", () -> world.memory.readCheckpoint() == 2);
        }
        assertEquals(List.of("flusher 1", "flusher 2", "flusher 4", "flusher 8", "flusher 16"), logged());
    }

    @Test
    void aSuccessEndsTheRow() throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            Sequencer sequencer = world.ready(runtime, PARAMS.withRetryDelayMs(0));
            for (int round = 2; round <= 4; round++) {
                world.hook = failing(Operation.WRITE, new AtomicInteger(), 1);
                world.commit(sequencer, 5);
                int checkpoint = round;
                Await.until("the flusher succeeds", () -> world.memory.readCheckpoint() == checkpoint);
            }
        }
        assertEquals(List.of("flusher 1", "flusher 1", "flusher 1"), logged());
    }

    @Test
    void aRebuildThatGoesOnFailingIsLoggedMoreAndMoreRarely() throws InterruptedException {
        world.hook = failing(Operation.SCAN, new AtomicInteger(), 9);
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            world.ready(runtime, PARAMS.withRetryDelayMs(0));
        }
        assertEquals(List.of("actualizer 1", "actualizer 2", "actualizer 4", "actualizer 8"), logged());
    }

    @Test
    void aListenerThatGoesOnThrowingIsLoggedMoreAndMoreRarely() {
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
        SequencerRuntime runtime = SequencerRuntime.create();
        try (Hook.Trap trap = new Hook.Trap(Operation.READ_CHECKPOINT)) {
            world.hook = trap;
            Sequencer sequencer = world.open(runtime, PARAMS.withCloseTimeoutMs(10));
            trap.awaitPrey();
            sequencer.close();
            assertEquals(1, said("a storage or log call hangs: closed after 10 ms without it"));
            runtime.close();
            assertEquals(1, said("a storage or log call hangs: its thread is interrupted and abandoned"));
        }
        Await.noThreadLeft();
    }

    @Test
    void aCloseInTimeSaysNothing() throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            world.ready(runtime, PARAMS).close();
        }
        assertEquals(0, said("hangs"));
    }

    private long said(String words) {
        return captured.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(words))
                .count();
    }

    private static Hook failing(Operation failing, AtomicInteger failures, int times) {
        return operation -> {
            if (operation == failing && failures.incrementAndGet() <= times) {
                Hook.failing(failing).before(operation);
            }
        };
    }

    private List<String> logged() {
        Matcher matcher = LOGGED.matcher(captured.toString(UTF_8));
        return matcher.results().map(hit -> hit.group(1) + " " + hit.group(2)).toList();
    }
}
