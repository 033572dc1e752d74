package io.isequencer.benchmarks;

import io.isequencer.api.Busy;
import io.isequencer.api.Sequencer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Starts of transactions, and what was refused of them, counted beside what was done. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Starts {
    public long refused;
    public long started;

    /** Starts one as a client does: who is refused waits until it is ready, and tries again. */
    long start(Sequencer sequencer, long wsId, long timeoutMs) throws InterruptedException {
        started++;
        long plogOffset = sequencer.start(1, wsId);
        while (Busy.isBusy(plogOffset)) {
            started++;
            refused++;
            sequencer.awaitReady(timeoutMs);
            plogOffset = sequencer.start(1, wsId);
        }
        return plogOffset;
    }
}
