package io.isequencer.runtime;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.contract.SequencerContract;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.cache.TieredCache;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;

/** The production runtime, judged by the oracle's cases in this process and in virtual time. */
@Tag("slow")
class RuntimeContractTest extends SequencerContract {
    @Override
    protected Sequencer open(
            SequencerParams params, SequenceStorage storage, EventLog log, ScheduledExecutorService scheduler) {
        ThreadedSequencer sequencer = new ThreadedSequencer(
                params,
                new TaskIo.Ports(storage, log),
                new TieredCache(params.cacheSize()),
                StepListener.NONE,
                crew(scheduler),
                closed -> {});
        sequencer.begin();
        return sequencer;
    }

    private static Crew crew(ScheduledExecutorService scheduler) {
        return new Crew() {
            private long nanos;

            /** The scheduler's time stands still between its tasks: nobody would ever have rested. */
            @Override
            public synchronized long nanoTime() {
                nanos += TimeUnit.SECONDS.toNanos(1);
                return nanos;
            }

            @Override
            public void execute(Runnable work) {
                scheduler.execute(work);
            }

            @Override
            public Future<?> schedule(long delayMs, Runnable work) {
                return scheduler.schedule(work, delayMs, TimeUnit.MILLISECONDS);
            }
        };
    }
}
