package io.isequencer.runtime;

import io.isequencer.api.Busy;
import io.isequencer.core.Partition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Notifies callers when a sequencer is ready, without a thread that waits.
 *
 * <p>A caller that is notified finds it ready, unless the client was faster: the notifying thread looks once more,
 * and if it is busy again, all callers wait on. What they do then runs outside of the partition's lock.
 *
 * <ul>
 *   <li><i>Threading:</i> {@link #stage} and {@link #look} need the partition's lock; {@link #tell} must not have it.
 * </ul>
 */
final class Readiness {
    /** Told already, so that to tell it again does nothing. */
    private static final CompletableFuture<Void> NOBODY = CompletableFuture.completedFuture(null);

    private final PartitionLock lock;
    private final Crew crew;
    private final Runnable telling = this::tell;

    /** Of all who asked since it became busy; null if nobody did. */
    private @Nullable CompletableFuture<Void> asked;

    /** Whether a thread of the crew is on its way to tell. */
    private boolean queued;

    Readiness(PartitionLock lock, Crew crew) {
        this.lock = lock;
        this.crew = crew;
    }

    /** A stage of the caller's own, complete as soon as {@code start} would be accepted. */
    CompletionStage<Void> stage(long admission) {
        if (admission == Partition.CLOSED) {
            return CompletableFuture.failedStage(ThreadedSequencer.closed());
        }
        if (!Busy.isBusy(admission)) {
            return CompletableFuture.completedStage(null);
        }
        if (asked == null) {
            asked = new CompletableFuture<>();
        }
        return asked.minimalCompletionStage();
    }

    /** After each step: has those told who waited for it. */
    void look(long admission) {
        if (asked != null && !queued && isAnswer(admission)) {
            queued = true;
            try {
                crew.execute(telling);
            } catch (Throwable refusal) {
                // Not a failure of the step: the next one offers it again, and a close notifies by itself.
                queued = false;
            }
        }
    }

    /** Tells those who asked, if there is something to tell. */
    void tell() {
        CompletableFuture<Void> told = lock.call(partition -> take(partition.admission()));
        if (lock.admission() == Partition.CLOSED) {
            told.completeExceptionally(ThreadedSequencer.closed());
        } else {
            told.complete(null);
        }
    }

    private CompletableFuture<Void> take(long admission) {
        queued = false;
        if (asked == null || !isAnswer(admission)) {
            return NOBODY;
        }
        CompletableFuture<Void> taken = asked;
        asked = null;
        return taken;
    }

    private static boolean isAnswer(long admission) {
        return admission == Partition.CLOSED || !Busy.isBusy(admission);
    }
}
