package io.isequencer.runtime;

import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told that a sequencer is ready, when, and by whom; without a thread. */
@Timeout(300)
class WhenReadyTest {
    private final World world = new World();
    private final HandCrew crew = new HandCrew();
    private final ThreadedSequencer sequencer =
            world.byHand(crew, PARAMS.withMaxUnflushedValues(1), new LruCache(9), StepListener.NONE);

    private void ready() {
        sequencer.begin();
        crew.settle();
    }

    /** Two keys wait for the flusher, one more than allowed. */
    private void fill() {
        world.commit(sequencer, 5);
        world.commit(sequencer, 6);
        assertEquals(Busy.BACK_PRESSURE.code(), sequencer.start(KIND, 7));
    }

    private CompletableFuture<Void> ask() {
        return sequencer.whenReady().toCompletableFuture();
    }

    @Test
    void whoAsksAReadyOneIsAnsweredAtOnce() {
        ready();
        assertTrue(ask().isDone());
        assertEquals(0, crew.work.size());
    }

    @Test
    void theEndOfARebuildIsTold() {
        sequencer.begin();
        CompletableFuture<Void> told = ask();
        assertFalse(told.isDone());
        crew.settle();
        assertTrue(told.isDone());
        assertFalse(told.isCompletedExceptionally());
    }

    @Test
    void theEndOfBackPressureIsToldToAllWhoAsked() {
        ready();
        fill();
        List<CompletableFuture<Void>> told = List.of(ask(), ask());
        assertFalse(told.get(0).isDone() || told.get(1).isDone());
        crew.settle();
        assertTrue(told.get(0).isDone() && told.get(1).isDone());
        assertEquals(3, sequencer.start(KIND, 7));
    }

    @Test
    void whatDependsOnItMayUseTheSequencer() {
        ready();
        fill();
        List<Long> numbers = new ArrayList<>();
        sequencer.whenReady().thenRun(() -> numbers.add(world.commit(sequencer, 5)));
        crew.settle();
        assertEquals(List.of(2L), numbers);
        assertEquals(4, world.memory.readCheckpoint());
    }

    /** Between the step that made it ready and the thread that tells, the client may have been faster. */
    @Test
    void whoWasNotToldBecauseItIsBusyAgainIsToldLater() {
        ready();
        fill();
        CompletableFuture<Void> told = ask();
        Runnable flusher = crew.work.remove();
        flusher.run();
        Runnable telling = crew.work.remove();
        assertFalse(told.isDone());
        fillAgain();
        telling.run();
        assertFalse(told.isDone(), "it is busy again: whoever is told now is told nothing of use");
        crew.settle();
        assertTrue(told.isDone(), "what was found busy again must be told when it is ready");
    }

    private void fillAgain() {
        world.commit(sequencer, 8);
        world.commit(sequencer, 9);
        assertEquals(Busy.BACK_PRESSURE.code(), sequencer.start(KIND, 7));
    }

    @Test
    void whatAnActionThrowsEndsItsOwnStageAlone() {
        ready();
        fill();
        CompletionStage<Void> stage = sequencer.whenReady();
        CompletableFuture<Void> broken = stage.thenRun(() -> {
                    throw new AssertionError("an action of the user's");
                })
                .toCompletableFuture();
        CompletableFuture<Void> other = ask();
        crew.settle();
        assertTrue(broken.isCompletedExceptionally());
        assertFalse(other.isCompletedExceptionally());
        assertTrue(other.isDone());
        assertEquals(2, world.commit(sequencer, 5));
    }

    @Test
    void whoCancelsHisOwnLeavesTheOthersAlone() {
        ready();
        fill();
        CompletableFuture<Void> cancelled = ask();
        CompletableFuture<Void> other = ask();
        assertTrue(cancelled.cancel(true));
        assertFalse(other.isDone());
        crew.settle();
        assertFalse(other.isCompletedExceptionally());
        assertTrue(other.isDone());
    }

    @Test
    void theCloseIsToldByTheCrew() {
        CompletableFuture<Void> told = ask();
        sequencer.beginClose();
        crew.settle();
        assertClosed(told);
        assertClosed(ask());
    }

    @Test
    void theCloseIsToldByWhoeverClosesIfNoThreadOfTheCrewDoes() {
        ThreadedSequencer hanging =
                world.byHand(crew, PARAMS.withCloseTimeoutMs(0), new LruCache(9), StepListener.NONE);
        CompletableFuture<Void> told = hanging.whenReady().toCompletableFuture();
        crew.ended = true;
        hanging.beginClose();
        assertFalse(told.isDone());
        hanging.close();
        assertClosed(told);
    }

    @Test
    void aCrewThatRefusesIsAskedAgainWithTheNextStep() {
        ready();
        fill();
        CompletableFuture<Void> told = ask();
        Runnable flusher = crew.work.remove();
        crew.refusals = 1;
        flusher.run();
        assertEquals(0, crew.refusals);
        crew.settle();
        assertTrue(told.isDone());
    }

    private static void assertClosed(CompletableFuture<Void> told) {
        assertTrue(told.isDone(), "who waits until it is ready must be told of the close");
        ExecutionException failure = assertThrows(ExecutionException.class, told::get);
        assertEquals(SequencerClosedException.class, failure.getCause().getClass());
    }
}
